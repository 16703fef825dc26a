import { EXPORT_LIMIT, type ExportRequest, IMPORT_ROWS, type ImportReport } from '@parlance/core'
import { z } from 'zod'
import { integer, requiredTexts, sentFile, text } from '../../kernel/index.ts'
import { filterInputSchema, toConditions } from '../kernel/index.ts'

export const contactImportSchema = z
  .object({
    created: z.int().describe('Contacts that were new'),
    updated: z.int().describe('Contacts that were there, and changed'),
    unchanged: z.int().describe('Contacts that were there, and are as they were'),
    failed: z
      .array(
        z.object({
          row: z.int().describe('The row of the file; 1 is the header'),
          message: z.string().describe('What is wrong with it'),
          attributes: z.array(z.string()).describe('The columns at fault'),
        }),
      )
      .describe('Rows that were not taken in'),
  })
  .meta({ id: 'ContactImport', description: 'What became of an import' })

export const importContactsSchema = z
  .object({
    import_file: sentFile
      .optional()
      .describe(
        `A CSV file with a header, at most ${IMPORT_ROWS} rows; columns that are not attributes of a contact become custom ones`,
      ),
  })
  .meta({ id: 'ImportContacts', description: 'Contacts to take in' })

/** What became of an import; `tell` puts a reason into words. */
export const presentContactImport = (
  report: ImportReport,
  tell: (reason: ImportReport['failures'][number]['reason']) => {
    readonly text: string
    readonly attributes?: readonly string[]
  },
): z.output<typeof contactImportSchema> => ({
  created: report.created,
  updated: report.updated,
  unchanged: report.unchanged,
  failed: report.failures.map(({ row, reason }) => {
    const { text: message, attributes = [] } = tell(reason)
    return { row: row + 1, message, attributes: [...attributes] }
  }),
})

/** The columns of an export, when none are asked for. */
export const EXPORT_COLUMNS = [
  'id',
  'name',
  'email',
  'phone_number',
  'identifier',
  'company_name',
  'city',
  'country',
  'labels',
  'blocked',
  'created_at',
  'last_activity_at',
] as const

export const exportContactsSchema = z
  .object({
    column_names: requiredTexts
      .nullish()
      .describe(
        `The columns, in their order; any name that is not ${EXPORT_COLUMNS.join(', ')} is a custom attribute`,
      ),
    label: text.describe('Only contacts with this tag'),
    payload: filterInputSchema.shape.payload.optional().describe('Conditions, as a filter has them'),
    after: integer.describe(
      `Only contacts whose id is above this one; a file has ${EXPORT_LIMIT} rows at the most, and the next one goes on after the last`,
    ),
  })
  .meta({ id: 'ExportContacts', description: 'What to export' })

/** What the engine is asked for. */
export const toExportRequest = (input: z.output<typeof exportContactsSchema>): ExportRequest => ({
  after: input.after ?? 0,
  tag: input.label || null,
  conditions: input.payload && toConditions({ payload: input.payload }),
})

import type { AskedCondition, CustomOf, JsonValue } from '@parlance/core'
import { z } from 'zod'
import { fromJsonText, requiredText, text } from '../../kernel/index.ts'
import { sentPage } from './page.ts'

const MOST_CONDITIONS = 50
const MOST_VALUES = 1_000

const CUSTOM: Readonly<Record<string, CustomOf>> = {
  contact_attribute: 'contact',
  conversation_attribute: 'conversation',
}

const orNothing = (value: unknown): unknown => (value === '' ? undefined : value)

const listed = (value: unknown): unknown => {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

const conditionSchema = z.object({
  attribute_key: requiredText.pipe(z.string().max(255)).describe('What is compared'),
  filter_operator: requiredText.pipe(z.string().max(255)).describe('How it is compared'),
  values: z
    .preprocess(listed, z.array(z.unknown()).max(MOST_VALUES))
    .optional()
    .describe('What it is compared with; left out for `is_present` and `is_not_present`'),
  query_operator: text.describe(
    'How it goes on: `AND` or `OR`, of which AND binds more tightly; null for the last one',
  ),
  custom_attribute_type: z
    .preprocess(orNothing, z.enum(['contact_attribute', 'conversation_attribute']).nullish())
    .optional()
    .describe('That the key names a custom attribute, and what of'),
})

const written = (value: unknown): unknown =>
  typeof value === 'number' ? String(value) : (value ?? undefined)

/** Conditions as a filter is asked for them. */
export const filterInputSchema = z
  .object({
    payload: z
      .preprocess(fromJsonText, z.array(conditionSchema).max(MOST_CONDITIONS))
      .describe('The conditions'),
    page: z.preprocess(written, sentPage).optional().describe('Here too, the number of the page'),
  })
  .meta({ id: 'FilterInput', description: 'What items must pass to be listed' })

/** What the engine is asked for. */
export const toConditions = ({ payload }: z.output<typeof filterInputSchema>): readonly AskedCondition[] =>
  payload.map((one) => ({
    key: one.attribute_key,
    operator: one.filter_operator,
    // What went through `JSON.parse` or a form is JSON.
    values: (one.values ?? []) as readonly JsonValue[],
    custom: (one.custom_attribute_type && CUSTOM[one.custom_attribute_type]) || null,
    join: one.query_operator || null,
  }))

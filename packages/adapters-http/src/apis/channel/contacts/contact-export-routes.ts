import {
  contactImportSchema,
  EXPORT_COLUMNS,
  exportContactsSchema,
  importContactsSchema,
  presentContactCells,
  presentContactImport,
  toExportRequest,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { tellRefusal } from '../kernel/channel-errors.ts'
import { accountDoor } from '../kernel/doors.ts'
import { readImport } from './read-import.ts'

const exporting = route(
  {
    methods: ['post'],
    path: '/api/v1/accounts/{account_id}/contacts/export',
    operationId: 'exportContacts',
    summary: 'Contacts as a file',
    description: 'The answer is the file: CSV with a header.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:export',
    body: exportContactsSchema,
    reply: 'csv',
    errors: ['access/forbidden', 'filter/invalid'],
  },
  async ({ engine, caller, body, now, options }) => {
    const columns: readonly string[] = body.column_names?.length ? body.column_names : EXPORT_COLUMNS
    return shown(
      await engine.contacts.export(caller.principal, toExportRequest(body), options),
      ({ contacts }) => ({
        name: `contacts_${new Date(now).toISOString().slice(0, 10)}.csv`,
        rows: [columns, ...contacts.map((contact) => presentContactCells(contact, columns))],
      }),
    )
  },
)

const importing = route(
  {
    methods: ['post'],
    path: '/api/v1/accounts/{account_id}/contacts/import',
    operationId: 'importContacts',
    summary: 'Take in contacts from a file',
    description:
      'A multipart form with a CSV file as `import_file`. Whoever is known by identifier, e-mail address or phone number is changed, others are added; rows that cannot be kept are told of. Nothing is done twice when it is sent again.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:import',
    body: importContactsSchema,
    files: ['import_file'],
    reply: contactImportSchema,
    errors: ['access/forbidden', 'validation/failed'],
  },
  async ({ engine, caller, body, options }) => {
    const rows = await readImport(body.import_file)
    if (!rows.ok) return rows
    return shown(await engine.contacts.import(caller.principal, rows.value, options), (report) =>
      presentContactImport(report, tellRefusal),
    )
  },
)

/** Contacts in and out of files; before the routes of one contact. */
export const contactExportRoutes = [importing, exporting]

import { EXPORT_COLUMNS, exportContactsSchema, presentContactCells } from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

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
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, body, now }) => {
    const columns: readonly string[] = body.column_names?.length ? body.column_names : EXPORT_COLUMNS
    const narrowed = { after: body.after ?? 0, tag: body.label || null }
    return shown(await engine.contacts.export(caller.principal, narrowed), ({ contacts }) => ({
      name: `contacts_${new Date(now).toISOString().slice(0, 10)}.csv`,
      rows: [columns, ...contacts.map((contact) => presentContactCells(contact, columns))],
    }))
  },
)

/** Contacts in and out of files; before the routes of one contact. */
export const contactExportRoutes = [exporting]

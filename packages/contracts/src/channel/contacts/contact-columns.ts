import type { Contact, JsonValue } from '@parlance/core'
import { isoMillis, isoMillisOrNull } from '../push/index.ts'

type Cell = string | number | null

const written = (value: JsonValue | undefined): Cell => {
  if (value === undefined || value === null) return null
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}

const CELLS: ReadonlyMap<string, (contact: Contact) => Cell> = new Map<string, (contact: Contact) => Cell>([
  ['id', ({ number }) => number],
  ['name', ({ name }) => name],
  ['middle_name', ({ middleName }) => middleName],
  ['last_name', ({ lastName }) => lastName],
  ['email', ({ email }) => email],
  ['phone_number', ({ phoneNumber }) => phoneNumber],
  ['identifier', ({ identifier }) => identifier],
  ['contact_type', ({ type }) => type],
  ['company_name', ({ additionalAttributes }) => written(additionalAttributes['company_name'])],
  ['city', ({ additionalAttributes }) => written(additionalAttributes['city'])],
  ['country', ({ additionalAttributes }) => written(additionalAttributes['country'])],
  ['labels', ({ tags }) => tags.join(';')],
  ['blocked', ({ blocked }) => String(blocked)],
  ['created_at', ({ createdAt }) => isoMillis(createdAt)],
  ['last_activity_at', ({ lastActivityAt }) => isoMillisOrNull(lastActivityAt)],
])

/** What a contact has in these columns of a table; a name that is none of its attributes is that of a custom one. */
export const presentContactCells = (contact: Contact, columns: readonly string[]): Cell[] =>
  columns.map((column) => CELLS.get(column)?.(contact) ?? written(contact.customAttributes[column]))

import type {
  Contact,
  ContactId,
  ContactType,
  NewContact,
  OrganizationId,
  StoredFile,
  Timestamp,
} from '@parlance/core'
import type { ColumnType, GeneratedAlways, Selectable } from 'kysely'
import { type JsonColumn, toJson } from '../kernel/json.ts'
import { type Moment, type NullableMoment, toIso, toIsoOrNull } from '../kernel/moment.ts'

export interface ContactTable {
  organization_id: OrganizationId
  id: ContactId
  number: GeneratedAlways<number>
  name: string
  middle_name: string
  last_name: string
  email: string | null
  phone_number: string | null
  identifier: string | null
  blocked: boolean
  additional_attributes: JsonColumn
  custom_attributes: JsonColumn
  contact_type: ContactType
  tags: string[]
  last_activity_at: NullableMoment
  avatar: JsonColumn<StoredFile> | null
  created_at: Moment
  updated_at: Moment
  /** When the contact was deleted: it is nobody's any more, and what it said is being removed. */
  deleted_at: ColumnType<Timestamp | null, string | null | undefined, string | null>
}

export type ContactRow = Omit<Selectable<ContactTable>, 'deleted_at'>

export const CONTACT_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'name',
  'middle_name',
  'last_name',
  'email',
  'phone_number',
  'identifier',
  'blocked',
  'additional_attributes',
  'custom_attributes',
  'contact_type',
  'tags',
  'last_activity_at',
  'avatar',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ContactTable)[]

export const toContact = (row: ContactRow): Contact => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  name: row.name,
  middleName: row.middle_name,
  lastName: row.last_name,
  email: row.email,
  phoneNumber: row.phone_number,
  identifier: row.identifier,
  blocked: row.blocked,
  additionalAttributes: row.additional_attributes,
  customAttributes: row.custom_attributes,
  type: row.contact_type,
  tags: row.tags,
  lastActivityAt: row.last_activity_at,
  ...(row.avatar && { avatar: row.avatar }),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What can change of a contact. `lastActivityAt` is noted apart, so that an update never moves it back. */
export const detailsOf = (contact: NewContact) => ({
  name: contact.name,
  middle_name: contact.middleName,
  last_name: contact.lastName,
  email: contact.email,
  phone_number: contact.phoneNumber,
  identifier: contact.identifier,
  blocked: contact.blocked,
  additional_attributes: toJson(contact.additionalAttributes),
  custom_attributes: toJson(contact.customAttributes),
  contact_type: contact.type,
  tags: [...contact.tags],
  avatar: contact.avatar ? toJson(contact.avatar) : null,
  updated_at: toIso(contact.updatedAt),
})

export const fromContact = (contact: NewContact) => ({
  ...detailsOf(contact),
  organization_id: contact.organizationId,
  id: contact.id,
  last_activity_at: toIsoOrNull(contact.lastActivityAt),
  created_at: toIso(contact.createdAt),
})

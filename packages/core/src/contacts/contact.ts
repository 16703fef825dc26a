import type { ContactId, JsonObject, OrganizationId, StoredFile, Timestamp } from '../kernel/index.ts'

/** How far somebody is known: a lead can be reached; that a lead became a customer is for members to say. */
export const CONTACT_TYPES = ['visitor', 'lead', 'customer'] as const

export type ContactType = (typeof CONTACT_TYPES)[number]

/** What can be set on a contact. */
export interface ContactDetails {
  readonly name: string
  readonly middleName: string
  readonly lastName: string
  /** Lower-case; unique in the organization. */
  readonly email: string | null
  /** E.164; unique in the organization. */
  readonly phoneNumber: string | null
  /** The id that the organization's own system knows this person by; unique in the organization, exact. */
  readonly identifier: string | null
  /** What a blocked contact writes is stored and changes nothing. */
  readonly blocked: boolean
  readonly additionalAttributes: JsonObject
  readonly customAttributes: JsonObject
  readonly type: ContactType
  readonly tags: readonly string[]
}

/** A person outside the organization who writes to it. */
export interface Contact extends ContactDetails {
  readonly id: ContactId
  readonly organizationId: OrganizationId
  readonly number: number
  /** When it last wrote, as it was noted: when it goes on writing, every 10 seconds. */
  readonly lastActivityAt: Timestamp | null
  /** Left out when there is none. */
  readonly avatar?: StoredFile
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A contact before the store has numbered it. */
export type NewContact = Omit<Contact, 'number'>

import type { ContactId, ContactPointId, InboxId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** A contact's address in an inbox. */
export interface ContactPoint {
  readonly id: ContactPointId
  readonly organizationId: OrganizationId
  readonly number: number
  readonly inboxId: InboxId
  readonly contactId: ContactId
  /** Names the contact point in its inbox: unique there, at most 20,000 characters. */
  readonly sourceId: string
  /** True once the app's backend has proven who the contact is. */
  readonly hmacVerified: boolean
  /** Lets the contact listen to its own conversations. */
  readonly pubsubToken: string
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A contact point before the store has numbered it. */
export type NewContactPoint = Omit<ContactPoint, 'number'>

export interface ContactPointInInbox {
  readonly point: ContactPoint
  readonly inbox: { readonly number: number; readonly channelNumber: number; readonly name: string }
}

import { createHash } from 'node:crypto'
import type {
  ContactId,
  ContactPoint,
  ContactPointId,
  InboxId,
  NewContactPoint,
  OrganizationId,
} from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface ContactPointTable {
  organization_id: OrganizationId
  id: ContactPointId
  number: GeneratedAlways<number>
  inbox_id: InboxId
  contact_id: ContactId
  source_id: string
  source_digest: Buffer
  hmac_verified: boolean
  pubsub_token: string
  created_at: Moment
  updated_at: Moment
}

export type ContactPointRow = Omit<Selectable<ContactPointTable>, 'source_digest'>

export const CONTACT_POINT_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'inbox_id',
  'contact_id',
  'source_id',
  'hmac_verified',
  'pubsub_token',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ContactPointTable)[]

/** What a source id is looked up by: it is of one length, however long the source id is. */
export const sourceDigest = (sourceId: string): Buffer =>
  createHash('sha256').update(sourceId, 'utf8').digest()

export const toContactPoint = (row: ContactPointRow): ContactPoint => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  inboxId: row.inbox_id,
  contactId: row.contact_id,
  sourceId: row.source_id,
  hmacVerified: row.hmac_verified,
  pubsubToken: row.pubsub_token,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromContactPoint = (point: NewContactPoint) => ({
  organization_id: point.organizationId,
  id: point.id,
  inbox_id: point.inboxId,
  contact_id: point.contactId,
  source_id: point.sourceId,
  source_digest: sourceDigest(point.sourceId),
  hmac_verified: point.hmacVerified,
  pubsub_token: point.pubsubToken,
  created_at: toIso(point.createdAt),
  updated_at: toIso(point.updatedAt),
})

import type { JsonValue, OrganizationId } from '@parlance/core'
import type { ColumnType } from 'kysely'
import type { Moment } from './moment.ts'

export interface IdempotencyKeyTable {
  organization_id: OrganizationId
  scope: string
  key: string
  fingerprint: string
  /** Null in the database only while the transaction that claimed the key runs; a JSON null is an answer. */
  answer: ColumnType<JsonValue, string | null, string>
  created_at: Moment
}

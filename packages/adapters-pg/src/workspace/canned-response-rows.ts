import type { CannedResponse, CannedResponseId, NewCannedResponse, OrganizationId } from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface CannedResponseTable {
  organization_id: OrganizationId
  id: CannedResponseId
  number: GeneratedAlways<number>
  short_code: string
  content: string
  created_at: Moment
  updated_at: Moment
}

export type CannedResponseRow = Selectable<CannedResponseTable>

export const toCannedResponse = (row: CannedResponseRow): CannedResponse => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  shortCode: row.short_code,
  content: row.content,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What an update replaces: everything but the number. */
export const settingsOf = (response: NewCannedResponse) => ({
  short_code: response.shortCode,
  content: response.content,
  updated_at: toIso(response.updatedAt),
})

export const fromCannedResponse = (response: NewCannedResponse) => ({
  ...settingsOf(response),
  organization_id: response.organizationId,
  id: response.id,
  created_at: toIso(response.createdAt),
})

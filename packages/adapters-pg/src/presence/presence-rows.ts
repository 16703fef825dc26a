import type { ContactId, MemberId, OrganizationId, Present } from '@parlance/core'
import type { Moment } from '../kernel/moment.ts'

export interface PresenceTable {
  organization_id: OrganizationId
  subject_type: Present['type']
  subject_id: MemberId | ContactId
  seen_at: Moment
}

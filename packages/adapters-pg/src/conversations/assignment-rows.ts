import type {
  ActiveAssignment,
  Assignment,
  AssignmentId,
  ConversationId,
  Holder,
  InboxId,
  OrganizationId,
  ReleaseReason,
} from '@parlance/core'
import type { Selectable } from 'kysely'
import type { Moment, NullableMoment } from '../kernel/moment.ts'

export interface AssignmentTable {
  organization_id: OrganizationId
  id: AssignmentId
  conversation_id: ConversationId
  inbox_id: InboxId
  holder_type: Holder['type']
  holder_id: Holder['id']
  status: Assignment['status']
  assigned_at: Moment
  released_at: NullableMoment
  release_reason: ReleaseReason | null
}

export type AssignmentRow = Selectable<AssignmentTable>

export const ACTIVE_ASSIGNMENT_COLUMNS = [
  'id',
  'conversation_id',
  'holder_type',
  'holder_id',
  'assigned_at',
] as const satisfies readonly (keyof AssignmentTable)[]

type ActiveAssignmentRow = Pick<AssignmentRow, (typeof ACTIVE_ASSIGNMENT_COLUMNS)[number]>

const toHolder = (row: ActiveAssignmentRow): Holder =>
  ({ type: row.holder_type, id: row.holder_id }) as Holder

export const toActiveAssignment = (row: ActiveAssignmentRow): ActiveAssignment => ({
  id: row.id,
  conversationId: row.conversation_id,
  holder: toHolder(row),
  assignedAt: row.assigned_at,
  status: 'active',
})

export const toAssignment = (row: AssignmentRow): Assignment => {
  const active = toActiveAssignment(row)
  if (row.released_at === null || row.release_reason === null) return active
  return { ...active, status: 'released', releasedAt: row.released_at, releaseReason: row.release_reason }
}

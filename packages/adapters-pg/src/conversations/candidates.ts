import type {
  Candidate,
  ConversationId,
  ConversationKey,
  InboxId,
  OrganizationId,
  TeamId,
  Timestamp,
} from '@parlance/core'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import type { Run } from '../kernel/connection.ts'
import { listed } from '../kernel/recordset.ts'
import { statement } from '../kernel/statement.ts'

type CandidateRow = MemberRow & {
  readonly last_assigned_at: Timestamp | null
  readonly held: number
  readonly team_ids: readonly TeamId[]
}

const CANDIDATES = statement<CandidateRow>(
  'inbox-candidates',
  `select ${listed(MEMBER_COLUMNS.map((column) => `members.${column}`))},
     (
       select max(assignments.assigned_at) from assignments
       where assignments.organization_id = $1 and assignments.inbox_id = $2
         and assignments.holder_id = members.id
     ) as last_assigned_at,
     coalesce((
       select tally.conversations from conversation_tallies as tally
       where tally.organization_id = $1 and tally.whose = members.id::text and tally.status = 'open'
         and tally.inbox_id = $2
     ), 0) as held,
     array(
       select team_members.team_id from team_members
       where team_members.organization_id = $1 and team_members.member_id = members.id
       order by team_members.team_id
     ) as team_ids
   from inbox_members
   join members
     on members.organization_id = inbox_members.organization_id and members.id = inbox_members.member_id
   where inbox_members.organization_id = $1 and inbox_members.inbox_id = $2
   order by members.number
   limit 1000`,
)

/** The members of an inbox, as automatic assignment weighs them. */
export const candidatesOf = async (
  run: Run,
  organizationId: OrganizationId,
  inboxId: InboxId,
): Promise<readonly Candidate[]> => {
  const rows = await run(CANDIDATES, [organizationId, inboxId])
  return rows.map((row) => ({
    member: toMember(row),
    lastAssignedAt: row.last_assigned_at,
    held: row.held,
    teamIds: row.team_ids,
  }))
}

const LOCK_INBOX = statement<{ readonly id: InboxId }>(
  'inbox-turn-lock',
  `select inboxes.id
   from conversations
   join inboxes
     on inboxes.organization_id = conversations.organization_id and inboxes.id = conversations.inbox_id
   where conversations.organization_id = $1 and (conversations.id = $2::uuid or conversations.number = $3::bigint)
   for no key update of inboxes`,
)

/**
 * Waits until nobody else gives out conversations of this conversation's inbox, keeps everybody else from it until the
 * transaction ends, and gives the candidates; none when there is no such conversation.
 */
export const takeTurn = async (run: Run, key: ConversationKey): Promise<readonly Candidate[]> => {
  const id: ConversationId | null = 'id' in key ? key.id : null
  const number: number | null = 'number' in key ? key.number : null
  const [inbox] = await run(LOCK_INBOX, [key.organizationId, id, number])
  return inbox ? candidatesOf(run, key.organizationId, inbox.id) : []
}

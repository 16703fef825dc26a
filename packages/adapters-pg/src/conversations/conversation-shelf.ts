import type { ConversationId, DraftStore, Member, OrganizationId, ParticipantStore } from '@parlance/core'
import { sql } from 'kysely'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'

const MOST_PARTICIPANTS = 1_000

/** Who takes part in the conversation, in the order in which they came. */
export const selectParticipants = async (
  db: Executor,
  organizationId: OrganizationId,
  id: ConversationId,
): Promise<readonly Member[]> => {
  const columns = sql.raw(MEMBER_COLUMNS.map((column) => `member.${column}`).join(', '))
  const { rows } = await sql<MemberRow>`
    select ${columns}
    from conversation_participants as participant
    join members as member
      on member.organization_id = ${organizationId} and member.id = participant.member_id
    where participant.organization_id = ${organizationId} and participant.conversation_id = ${id}
    order by participant.created_at, member.number
    limit ${MOST_PARTICIPANTS}`.execute(db)
  return rows.map(toMember)
}

/** Who takes part in the organization's conversations, in one transaction. */
export const createParticipantStore = (db: Executor, organizationId: OrganizationId): ParticipantStore => ({
  of: (id) => selectParticipants(db, organizationId, id),
  add: async (id, members, at) => {
    if (members.length === 0) return
    await db
      .insertInto('conversation_participants')
      .values(
        members.map((member_id) => ({
          organization_id: organizationId,
          conversation_id: id,
          member_id,
          created_at: toIso(at),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  },
  remove: async (id, members) => {
    if (members.length === 0) return
    await db
      .deleteFrom('conversation_participants')
      .where('organization_id', '=', organizationId)
      .where('conversation_id', '=', id)
      .where('member_id', 'in', members)
      .execute()
  },
})

/** The organization's answers that were begun, in one transaction. */
export const createDraftStore = (db: Executor, organizationId: OrganizationId): DraftStore => ({
  save: async (id, content, at) => {
    const written = { content, updated_at: toIso(at) }
    await db
      .insertInto('conversation_drafts')
      .values({ ...written, organization_id: organizationId, conversation_id: id })
      .onConflict((conflict) => conflict.columns(['organization_id', 'conversation_id']).doUpdateSet(written))
      .execute()
  },
  remove: async (id) => {
    await db
      .deleteFrom('conversation_drafts')
      .where('organization_id', '=', organizationId)
      .where('conversation_id', '=', id)
      .execute()
  },
})

/** The answer that was begun in the conversation; null when none was. */
export const selectDraft = async (
  db: Executor,
  organizationId: OrganizationId,
  id: ConversationId,
): Promise<string | null> => {
  const row = await db
    .selectFrom('conversation_drafts')
    .select('content')
    .where('organization_id', '=', organizationId)
    .where('conversation_id', '=', id)
    .executeTakeFirst()
  return row?.content ?? null
}

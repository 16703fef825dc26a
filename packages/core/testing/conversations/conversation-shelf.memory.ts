import type {
  ConversationId,
  DraftStore,
  Member,
  MemberId,
  OrganizationId,
  ParticipantStore,
  Timestamp,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { Tables, WritableTables } from '../memory-database.ts'

const keyOf = (id: ConversationId, memberId: MemberId) => `${id} ${memberId}`

/** Who takes part in the conversation, in the order in which they came. */
export const participantsOf = (
  tables: Tables,
  organizationId: OrganizationId,
  id: ConversationId,
): readonly Member[] =>
  tables.participants
    .of(organizationId)
    .filter(({ conversationId }) => conversationId === id)
    .flatMap(({ memberId, at }) => {
      const member = tables.members.get(organizationId, memberId)?.member
      return member ? [{ member, at }] : []
    })
    .toSorted(
      inOrder(
        by(({ at }) => at),
        by(({ member }) => member.number),
      ),
    )
    .slice(0, 1_000)
    .map(({ member }) => member)

export const memoryParticipantStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): ParticipantStore => ({
  of: async (id) => participantsOf(tables, organizationId, id),
  add: async (id, members, at) => {
    mustExist(tables, organizationId, id)
    addParticipants(tables, organizationId, { id, members, at })
  },
  remove: async (id, members) => {
    for (const memberId of members) tables.participants.remove(organizationId, keyOf(id, memberId))
  },
})

/** Adds those that don't take part yet. */
export const addParticipants = (
  tables: WritableTables,
  organizationId: OrganizationId,
  added: { readonly id: ConversationId; readonly members: readonly MemberId[]; readonly at: Timestamp },
): void => {
  for (const memberId of added.members) {
    const key = keyOf(added.id, memberId)
    if (tables.participants.get(organizationId, key)) continue
    tables.participants.insert(organizationId, key, { conversationId: added.id, memberId, at: added.at })
  }
}

export const memoryDraftStore = (tables: WritableTables, organizationId: OrganizationId): DraftStore => ({
  save: async (id, content) => {
    mustExist(tables, organizationId, id)
    tables.drafts.put(organizationId, id, { content })
  },
  remove: async (id) => tables.drafts.remove(organizationId, id),
})

const mustExist = (tables: Tables, organizationId: OrganizationId, id: ConversationId) => {
  if (!tables.conversations.get(organizationId, id)) throw new Error('There is no such conversation')
}

/** Removes a conversation with everything that belongs to it. */
export const removeConversation = (
  tables: WritableTables,
  organizationId: OrganizationId,
  id: ConversationId,
): void => {
  for (const { message } of tables.messages.of(organizationId)) {
    if (message.conversationId === id) tables.messages.remove(organizationId, message.id)
  }
  for (const { message } of tables.surveys.of(organizationId)) {
    if (message.conversationId === id) tables.surveys.remove(organizationId, message.id)
  }
  for (const assignment of tables.assignments.of(organizationId)) {
    if (assignment.conversationId === id) tables.assignments.remove(organizationId, assignment.id)
  }
  for (const { conversationId, memberId } of tables.participants.of(organizationId)) {
    if (conversationId === id) tables.participants.remove(organizationId, keyOf(id, memberId))
  }
  for (const row of tables.connectionLines.of(organizationId)) {
    if (row.conversationId !== id) continue
    tables.connectionLines.remove(organizationId, `${row.remoteNumber} ${row.line}`)
  }
  tables.drafts.remove(organizationId, id)
  tables.conversations.remove(organizationId, id)
}

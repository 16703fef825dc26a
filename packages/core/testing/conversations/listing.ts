import {
  type AssigneeFilter,
  type Conversation,
  type ConversationFilter,
  type ConversationSort,
  type ConversationState,
  type Member,
  NO_FILTER,
} from '../../src/index.ts'
import type { Given } from '../kernel/contract.ts'
import type { Seeded } from '../seed.ts'
import { madeFact } from './facts.ts'
import { recordIn, startConversation } from './recording.ts'

interface Asked {
  readonly filter?: Partial<ConversationFilter>
  readonly assignee?: AssigneeFilter
  readonly sort?: ConversationSort
  readonly page?: number
  readonly perPage?: number
}

/** The numbers of the conversations that a list shows. */
export const listed = async (given: Given, { organization }: Seeded, asked: Asked = {}) => {
  const { assignee = { type: 'all' }, sort = 'created_at_asc', page = 1, perPage = 100 } = asked
  const states = await given.storage.conversationQueries.list(organization.id, {
    filter: { ...NO_FILTER, ...asked.filter },
    assignee,
    sort,
    page,
    perPage,
  })
  return states.map(({ conversation }) => conversation.number)
}

/** Starts a conversation per entry, numbered from 2; the seeded one, number 1, comes before all of them. */
export const startAll = async (given: Given, seeded: Seeded, all: readonly Partial<Conversation>[]) => {
  const states: ConversationState[] = []
  for (const [at, overrides] of all.entries()) {
    const createdAt = given.world.clock.now() + 1_000 * (at + 1)
    states.push(await startConversation(given, seeded, { createdAt, ...overrides }))
  }
  return states
}

/** Gives the conversation to a member. */
export const give = (given: Given, { conversation }: ConversationState, member: Member) =>
  recordIn(given, conversation, (state) => [madeFact(given, state.conversation, member)])

/** The first of them. */
export const someMember = (members: readonly Member[]): Member => {
  const [member] = members
  if (!member) throw new Error('There is no member')
  return member
}

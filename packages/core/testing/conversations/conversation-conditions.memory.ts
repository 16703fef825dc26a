import type {
  ConversationConditions,
  ConversationKeyword,
  ConversationState,
  JsonObject,
} from '../../src/index.ts'
import { customPasses, type Held, passes } from '../kernel/passing.ts'

const noted = ({ conversation }: ConversationState, key: string): Held => {
  const value = (conversation.additionalAttributes as JsonObject)[key]
  return value === undefined || typeof value === 'object' ? null : value
}

const HELD: Readonly<Record<ConversationKeyword, (state: ConversationState) => Held>> = {
  status: ({ conversation }) => conversation.status,
  assignee_id: ({ assignee }) => assignee?.number ?? null,
  inbox_id: ({ inbox }) => inbox.number,
  team_id: ({ team }) => team?.number ?? null,
  contact_id: ({ contact }) => contact.number,
  priority: ({ conversation }) => conversation.priority,
  display_id: ({ conversation }) => conversation.number,
  campaign_id: () => null,
  labels: ({ conversation }) => conversation.tags,
  browser_language: (state) => noted(state, 'browser_language'),
  conversation_language: (state) => noted(state, 'conversation_language'),
  referer: (state) => noted(state, 'referer'),
  created_at: ({ conversation }) => conversation.createdAt,
  last_activity_at: ({ conversation }) => conversation.lastActivityAt,
  mail_subject: (state) => noted(state, 'mail_subject'),
}

/** Whether a conversation passes. */
export const conversationPasses = (conditions: ConversationConditions, state: ConversationState): boolean =>
  conditions.some((group) =>
    group.every(({ attribute, test }) => {
      if ('own' in attribute) return passes(test, HELD[attribute.own](state))
      const { customAttributes } = attribute.of === 'contact' ? state.contact : state.conversation
      return customPasses(test, customAttributes[attribute.custom])
    }),
  )

import {
  type AgentIdentityPrincipal,
  type ContactPointPrincipal,
  type Forbidden,
  type MemberPrincipal,
  permit,
  visibleInboxes,
} from '../access/index.ts'
import type { ContactNotFound, ContactPointNotFound } from '../contacts/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import { actAsContactPoint, lookUpCaller } from './contact-point-reach.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import { type ConversationLists, conversationLists } from './conversation-lists.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import { NO_FILTER } from './conversation-queries.ts'
import type { ConversationState } from './conversation-state.ts'
import { type ConversationWrites, conversationWrites } from './conversation-writes.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { openUnanswered } from './open-unanswered.ts'
import { createParticipants, type Participants } from './participants.ts'
import { startAsContact, startConversation } from './start-conversation.ts'
import { wakeSnoozed } from './wake-snoozed.ts'

/** The most conversations a contact is shown of its own. */
export const OWN_CONVERSATIONS = 100

/** The most conversations of a contact that members are shown at once. */
export const CONTACT_CONVERSATIONS = 20

/** The threads between contacts and those who answer. */
export interface Conversations extends ConversationLists, ConversationWrites, Participants, Drafts {
  readonly get: (
    principal: MemberPrincipal | AgentIdentityPrincipal | ContactPointPrincipal,
    number: number,
  ) => Promise<Result<ConversationState, AccessRefusal>>
  /** The conversations that a contact point reaches, newest activity first, at most 100. */
  readonly ofCaller: (
    principal: ContactPointPrincipal,
  ) => Promise<Result<readonly ConversationState[], Forbidden | ContactPointNotFound>>
  /** A contact's conversations in the inboxes that the member sees, newest activity first, at most 20. */
  readonly ofContact: (
    principal: MemberPrincipal,
    contactNumber: number,
  ) => Promise<Result<readonly ConversationState[], Forbidden | ContactNotFound>>
  readonly start: ReturnType<typeof startConversation>
  readonly startAsContact: ReturnType<typeof startAsContact>
  /** Opens conversations whose snooze is over; tells how many were due. */
  /** Opens a conversation that waits, as pending, for software that could not be reached. */
  readonly openUnanswered: ReturnType<typeof openUnanswered>
  readonly wakeSnoozed: ReturnType<typeof wakeSnoozed>
}

export const createConversations = (ports: ConversationPorts): Conversations => ({
  ...conversationLists(ports),
  get: getConversation(ports),
  ofCaller: async (principal) => {
    const permitted = permit(principal, 'conversations:read')
    if (!permitted.ok) return permitted
    const caller = await lookUpCaller(ports, principal)
    if (!caller.ok) return caller
    const { point, contact } = caller.value
    const own = point.hmacVerified ? { contactId: contact.id } : { contactPointId: point.id }
    return ok(
      await ports.conversationQueries.list(principal.organizationId, {
        filter: { ...NO_FILTER, ...own },
        assignee: { type: 'all' },
        sort: 'last_activity_at_desc',
        page: 1,
        perPage: OWN_CONVERSATIONS,
      }),
    )
  },
  ofContact: listOfContact(ports),
  start: startConversation(ports),
  startAsContact: startAsContact(ports),
  ...conversationWrites(ports),
  ...createParticipants(ports),
  ...createDrafts(ports),
  wakeSnoozed: wakeSnoozed(ports),
  openUnanswered: openUnanswered(ports),
})

const listOfContact =
  (ports: ConversationPorts): Conversations['ofContact'] =>
  async (principal, contactNumber) => {
    const permitted = permit(principal, 'conversations:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const view = await ports.contactQueries.findByNumber(organizationId, contactNumber)
    if (!view) return err({ code: 'contact/not-found' })
    return ok(
      await ports.conversationQueries.list(organizationId, {
        filter: { ...NO_FILTER, contactId: view.contact.id, inboxIds: visibleInboxes(principal) },
        assignee: { type: 'all' },
        sort: 'last_activity_at_desc',
        page: 1,
        perPage: CONTACT_CONVERSATIONS,
      }),
    )
  }

const getConversation =
  (ports: ConversationPorts): Conversations['get'] =>
  async (principal, number) => {
    const read = async (as: typeof principal): Promise<Result<ConversationState, AccessRefusal>> => {
      const state = await ports.conversationQueries.find(as.organizationId, { number })
      if (!state) return err({ code: 'conversation/not-found' })
      const permitted = permitOn(state, as, 'conversations:read')
      return permitted.ok ? ok(state) : permitted
    }
    return principal.type === 'contact_point' ? actAsContactPoint(ports, principal, read) : read(principal)
  }

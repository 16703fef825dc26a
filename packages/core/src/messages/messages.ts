import type { Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  actAsContactPoint,
  type ConversationNotFound,
  type ConversationState,
  permitOn,
  type SentMessage,
} from '../conversations/index.ts'
import type { FilesNotKept } from '../files/index.ts'
import {
  type Answer,
  type CallOptions,
  type ConversationId,
  err,
  type IdempotencyKeyReused,
  type OrganizationId,
  ok,
  type Result,
} from '../kernel/index.ts'
import { type ChangingMessages, changingMessages } from './change-message.ts'
import type { PostedMessage, PostMessageError } from './decide-post.ts'
import { failMessage } from './fail-message.ts'
import { listAttachments, listAttachmentsOfContact } from './list-attachments.ts'
import type { MessageQueries, MessageWindow } from './message-queries.ts'
import type { MessagesPorts } from './messages-ports.ts'
import { postMessage } from './post-message.ts'
import { type PostInput, postWithFiles } from './post-with-files.ts'
import { searchMessages } from './search-messages.ts'
import { type StartWithMessagePorts, startWithMessage } from './start-with-message.ts'

export interface MessagePage {
  readonly state: ConversationState
  /** Oldest first. */
  readonly messages: readonly SentMessage[]
}

type Poster = Exclude<Principal, { type: 'system' }>
type Reader = Extract<Principal, { type: 'member' | 'contact_point' }>

/** What is said in conversations. */
export interface Messages extends ChangingMessages {
  /** Says something in the conversation with this number. */
  readonly post: (
    principal: Poster,
    conversationNumber: number,
    input: PostInput,
    options?: CallOptions,
  ) => Promise<
    Answer<PostedMessage, PostMessageError | ConversationNotFound | FilesNotKept | IdempotencyKeyReused>
  >
  /** A part of a conversation; a contact sees neither notes nor activities. */
  readonly list: (
    principal: Reader,
    conversationNumber: number,
    window: Omit<MessageWindow, 'publicOnly'>,
  ) => Promise<Result<MessagePage, AccessRefusal>>
  /** The newest messages that contacts see of several conversations, oldest first; the caller has read those conversations. */
  readonly newestOf: (
    organizationId: OrganizationId,
    conversationIds: readonly ConversationId[],
    limit: number,
  ) => Promise<ReadonlyMap<ConversationId, readonly SentMessage[]>>
  /** Starts a conversation, with something that is said in it at once. */
  readonly startConversation: ReturnType<typeof startWithMessage>
  readonly attachments: ReturnType<typeof listAttachments>
  readonly attachmentsOfContact: ReturnType<typeof listAttachmentsOfContact>
  readonly search: ReturnType<typeof searchMessages>
  /** Those of the newest messages of several conversations that say this; the caller has read those conversations. */
  readonly saying: MessageQueries['saying']
  readonly fail: ReturnType<typeof failMessage>
}

export const createMessages = (ports: StartWithMessagePorts): Messages => ({
  post: postWithFiles(ports, postMessage(ports)),
  startConversation: startWithMessage(ports),
  list: list(ports),
  newestOf: (organizationId, conversationIds, limit) =>
    ports.messageQueries.newestOf(organizationId, conversationIds, limit),
  attachments: listAttachments(ports),
  attachmentsOfContact: listAttachmentsOfContact(ports),
  search: searchMessages(ports),
  saying: ports.messageQueries.saying,
  fail: failMessage(ports),
  ...changingMessages(ports),
})

const list =
  ({ conversationQueries, contactQueries, messageQueries }: MessagesPorts): Messages['list'] =>
  async (principal, conversationNumber, window) => {
    const { organizationId } = principal
    const read = async (as: Reader): Promise<Result<ConversationState, AccessRefusal>> => {
      const state = await conversationQueries.find(organizationId, { number: conversationNumber })
      if (!state) return err({ code: 'conversation/not-found' })
      const permitted = permitOn(state, as, 'messages:read')
      return permitted.ok ? ok(state) : permitted
    }
    const outside = principal.type === 'contact_point' ? principal : null
    const state = outside ? await actAsContactPoint({ contactQueries }, outside, read) : await read(principal)
    if (!state.ok) return state
    const id = state.value.conversation.id
    const messages = await messageQueries.list(organizationId, id, {
      ...window,
      publicOnly: outside !== null,
    })
    return ok({ state: state.value, messages })
  }

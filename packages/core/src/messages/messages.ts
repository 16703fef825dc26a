import type { Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  actAsContactPoint,
  actorIn,
  type ConversationNotFound,
  type ConversationState,
  type ConversationStore,
  permitOn,
  type SentMessage,
} from '../conversations/index.ts'
import type { FilesNotKept } from '../files/index.ts'
import {
  type Answer,
  type CallOptions,
  type Clock,
  type ConversationId,
  err,
  type IdempotencyKeyReused,
  type IdSource,
  type OrganizationId,
  ok,
  type Result,
} from '../kernel/index.ts'
import { decidePost, type MessageInput, type PostedMessage, type PostMessageError } from './decide-post.ts'
import { failMessage } from './fail-message.ts'
import type { MessageQueries, MessageWindow } from './message-queries.ts'
import { type PostInput, type PostWithFilesPorts, postWithFiles } from './post-with-files.ts'

export interface MessagesPorts extends PostWithFilesPorts {
  readonly conversationStore: ConversationStore
  readonly messageQueries: MessageQueries
  readonly clock: Clock
  readonly ids: IdSource
}

export interface MessagePage {
  readonly state: ConversationState
  /** Oldest first. */
  readonly messages: readonly SentMessage[]
}

type Poster = Exclude<Principal, { type: 'system' }>
type Reader = Extract<Principal, { type: 'member' | 'contact_point' }>

/** What is said in conversations. */
export interface Messages {
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
  readonly fail: ReturnType<typeof failMessage>
}

export const createMessages = (ports: MessagesPorts): Messages => ({
  post: postWithFiles(ports, post(ports)),
  list: list(ports),
  newestOf: (organizationId, conversationIds, limit) =>
    ports.messageQueries.newestOf(organizationId, conversationIds, limit),
  fail: failMessage(ports),
})

const post =
  ({ conversationStore, contactQueries, clock, ids }: MessagesPorts) =>
  (
    principal: Poster,
    conversationNumber: number,
    input: MessageInput,
    options: CallOptions = {},
  ): Promise<Answer<PostedMessage, PostMessageError | ConversationNotFound | IdempotencyKeyReused>> => {
    const now = clock.now()
    const made = { message: ids.next<'message'>(), activity: ids.next<'message'>() }
    const run = (as: Poster) =>
      conversationStore.change(
        { organizationId: as.organizationId, number: conversationNumber },
        {
          at: now,
          idempotency: options.idempotency,
          actor: (state) => actorIn(state, as),
          decide: (state) => decidePost(state, { principal: as, input, ids: made, now }),
        },
      )
    return principal.type === 'contact_point'
      ? actAsContactPoint({ contactQueries }, principal, run)
      : run(principal)
  }

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

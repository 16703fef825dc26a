import type { ContactPointPrincipal, MemberPrincipal } from '../access/index.ts'
import {
  actAsContactPoint,
  actorIn,
  type ConversationNotFound,
  type ConversationState,
  type Decision,
  type MessageKey,
  type MessageStatus,
  permitOn,
  type SentMessage,
  type StatusNotTaken,
  type TranslationUnavailable,
} from '../conversations/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import {
  type ChangeMessageError,
  decideDeletion,
  decideMessageStatus,
  decideRetry,
} from './decide-message-change.ts'
import type { PostedMessage } from './decide-post.ts'
import { decideSubmission, type Submission, type SubmitError } from './decide-submission.ts'
import type { MessagesPorts } from './messages-ports.ts'

/** A message by its number, in the conversation with its number. */
export interface MessagePlace {
  readonly conversationNumber: number
  readonly messageNumber: number
}

type Changed<E> = Promise<Answer<PostedMessage, E | ConversationNotFound | IdempotencyKeyReused>>

/** What can be done to a message that is there. */
export interface ChangingMessages {
  /** Notes what became of a message; null for a word that is no status, which changes nothing. */
  readonly changeStatus: (
    principal: MemberPrincipal,
    place: MessagePlace,
    change: { readonly status: MessageStatus | null; readonly externalError: string | null },
  ) => Changed<ChangeMessageError | StatusNotTaken>
  readonly delete: (principal: MemberPrincipal, place: MessagePlace) => Changed<ChangeMessageError>
  /** Sends a message again that failed. */
  readonly retry: (
    principal: MemberPrincipal,
    place: MessagePlace,
    options?: CallOptions,
  ) => Changed<ChangeMessageError>
  /** Refused where there is such a message: nothing here translates. */
  readonly translate: (
    principal: MemberPrincipal,
    place: MessagePlace,
  ) => Promise<Result<never, ChangeMessageError | TranslationUnavailable | IdempotencyKeyReused>>
  /** Keeps what the contact answers to a message. */
  readonly submit: (
    principal: ContactPointPrincipal,
    place: MessagePlace,
    submission: Submission,
  ) => Changed<SubmitError>
}

type Decide<E> = (
  state: ConversationState,
  about: SentMessage | null,
  now: Timestamp,
) => Result<Decision<PostedMessage>, E>

export const changingMessages = (ports: MessagesPorts): ChangingMessages => {
  const change = <E>(
    principal: MemberPrincipal | ContactPointPrincipal,
    { conversationNumber, messageNumber }: MessagePlace,
    decide: Decide<E>,
    { idempotency }: CallOptions = {},
  ): Changed<E> => {
    const now = ports.clock.now()
    const about: MessageKey = { number: messageNumber }
    return ports.conversationStore.change<PostedMessage, E>(
      { organizationId: principal.organizationId, number: conversationNumber },
      {
        at: now,
        idempotency,
        about,
        actor: (state) => actorIn(state, principal),
        decide: (state, found) => decide(state, found, now),
      },
    )
  }
  return {
    changeStatus: (principal, place, status) =>
      change(principal, place, (state, about, now) =>
        decideMessageStatus(state, { principal, about, now, ...status }),
      ),
    delete: (principal, place) =>
      change(principal, place, (state, about, now) => decideDeletion(state, { principal, about, now })),
    retry: (principal, place, options) =>
      change(principal, place, (state, about, now) => decideRetry(state, { principal, about, now }), options),
    translate: async (principal, place) => {
      const refused = await change<ChangeMessageError | TranslationUnavailable>(
        principal,
        place,
        (state, about) => {
          const permitted = permitOn(state, principal, 'messages:read')
          if (!permitted.ok) return permitted
          return err(about ? { code: 'message/translation-unavailable' } : { code: 'message/not-found' })
        },
      )
      if (refused.ok) throw new Error('Nothing here translates')
      return refused
    },
    submit: (principal, place, submission) =>
      actAsContactPoint(ports, principal, (as) =>
        change(as, place, (state, about, now) =>
          decideSubmission(state, { principal: as, about, submission, now }),
        ),
      ),
  }
}

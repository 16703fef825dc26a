import type { MailUnavailable } from '../kernel/index.ts'
import type { ConnectionError } from './connection-errors.ts'
import type { MessageError } from './message-errors.ts'

export interface ConversationNotFound {
  readonly code: 'conversation/not-found'
}

export interface MessageNotFound {
  readonly code: 'message/not-found'
}

/** The assignment that would let the caller act was released. */
export interface AssignmentReleased {
  readonly code: 'assignment/released'
}

/** Somebody is to take part who can't hold conversations of the inbox. */
export interface ParticipantNotAssignable {
  readonly code: 'participant/not-assignable'
}

export type ConversationError =
  | ConversationNotFound
  | MessageNotFound
  | AssignmentReleased
  | ParticipantNotAssignable
  | MessageError
  | ConnectionError
  | MailUnavailable

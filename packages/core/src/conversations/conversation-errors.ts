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

export type ConversationError = ConversationNotFound | MessageNotFound | AssignmentReleased | MessageError

/** The conversation has had the messages that it may have in a minute. */
export interface TooManyMessages {
  readonly code: 'message/too-many'
  readonly limit: number
}

/** On the inbox's channel only the contact itself can say what the contact said. */
export interface IncomingNotTaken {
  readonly code: 'message/incoming-not-taken'
}

/** The inbox's channel knows itself what became of a message, and is not told. */
export interface StatusNotTaken {
  readonly code: 'message/status-not-taken'
}

/** Nothing here translates. */
export interface TranslationUnavailable {
  readonly code: 'message/translation-unavailable'
}

/** The time in which a contact may answer is over. */
export interface SurveyClosed {
  readonly code: 'survey/closed'
}

export type MessageError =
  | TooManyMessages
  | IncomingNotTaken
  | StatusNotTaken
  | TranslationUnavailable
  | SurveyClosed

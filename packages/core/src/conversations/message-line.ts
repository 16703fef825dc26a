import type { AssignmentId, FieldProblem, JsonObject, ReactionId, Timestamp } from '../kernel/index.ts'

/** How a message is styled when it arrives. */
export const SEND_STYLES = [
  'celebration',
  'shooting_star',
  'fireworks',
  'lasers',
  'love',
  'confetti',
  'balloons',
  'spotlight',
  'echo',
  'invisible',
  'gentle',
  'loud',
  'slam',
] as const

export type SendStyle = (typeof SEND_STYLES)[number]

/** What became of a message on its line, in the order in which it can: the last four are the end of it. */
export const LINE_STATUSES = [
  'registered',
  'pending',
  'queued',
  'accepted',
  'sent',
  'delivered',
  'declined',
  'error',
  'received',
] as const

export type LineStatus = (typeof LINE_STATUSES)[number]

/** Tapbacks; `custom` comes in only, with its emoji. */
export const REACTIONS = [
  'love',
  'like',
  'dislike',
  'laugh',
  'emphasize',
  'question',
  'eyes',
  'custom',
] as const

export type ReactionKind = (typeof REACTIONS)[number]

/** A picture or another file that came or goes with a message, where it can be fetched. */
export interface LineMedia {
  readonly url: string
  readonly contentType: string | null
  /** In bytes. */
  readonly size: number | null
}

/** A live tapback on a part of a message: a sender has one at most. */
export interface Reaction {
  readonly id: ReactionId
  /** `inbound`: the human's. `outbound`: that of whoever answers. */
  readonly direction: 'inbound' | 'outbound'
  readonly reaction: ReactionKind
  /** The emoji of a `custom` one, literally. */
  readonly customEmoji: string | null
  /** 0 is the text, or the only part. */
  readonly partIndex: number
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** What a message is on a connection channel, where an outside line carries it. Messages of other channels have none. */
export interface MessageLine {
  readonly service: 'imessage' | 'sms' | 'rcs'
  readonly sendStyle: SendStyle | null
  readonly media: readonly LineMedia[] | null
  readonly status: LineStatus
  /** Why it was declined or failed, as far as the gateway told. */
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly errorReason: string | null
  readonly errorDetail: string | null
  /** It came from somebody whom a rule keeps out: kept, and seen by nobody but who audits. */
  readonly isBlocked: boolean
  /** The connection that carried it. */
  readonly assignmentId: AssignmentId | null
  /** What the gateway knows it by. */
  readonly externalId: string | null
  /** Oldest first. */
  readonly reactions: readonly Reaction[]
}

/** A line part of which nothing is known yet but how far it is. */
export const lineOf = (status: LineStatus, more: Partial<MessageLine> = {}): MessageLine => ({
  service: 'imessage',
  sendStyle: null,
  media: null,
  errorCode: null,
  errorMessage: null,
  errorReason: null,
  errorDetail: null,
  isBlocked: false,
  assignmentId: null,
  externalId: null,
  reactions: [],
  ...more,
  status,
})

const PROGRESS: Readonly<Record<LineStatus, number>> = {
  registered: 0,
  pending: 1,
  queued: 2,
  accepted: 3,
  sent: 4,
  delivered: 5,
  declined: 6,
  error: 6,
  received: 6,
}

/** Whether a message may go from one status to the other: never backwards, and nowhere from its end. */
export const mayBecome = (from: LineStatus, to: LineStatus): boolean =>
  from !== 'delivered' && PROGRESS[from] < PROGRESS[to] && to !== 'received'

/** The same sender's tapback on the same part is replaced. */
export const withReaction = (line: MessageLine, added: Reaction): MessageLine => ({
  ...line,
  reactions: [...withoutReaction(line, added).reactions, added],
})

/** Takes the sender's tapback off the part. */
export const withoutReaction = (
  line: MessageLine,
  { direction, partIndex }: Pick<Reaction, 'direction' | 'partIndex'>,
): MessageLine => ({
  ...line,
  reactions: line.reactions.filter((one) => !onSamePart(one, { direction, partIndex })),
})

/** The sender's live tapback on the part. */
export const reactionOn = (
  { reactions }: MessageLine,
  place: Pick<Reaction, 'direction' | 'partIndex'>,
): Reaction | null => reactions.find((one) => onSamePart(one, place)) ?? null

const onSamePart = (
  one: Pick<Reaction, 'direction' | 'partIndex'>,
  other: Pick<Reaction, 'direction' | 'partIndex'>,
): boolean => one.direction === other.direction && one.partIndex === other.partIndex

/** Why a message failed, as other channels keep it with the message. */
export const withExternalError = (attributes: JsonObject, error: string | null): JsonObject => {
  if ((attributes['external_error'] ?? null) === error) return attributes
  const { external_error: _before, ...rest } = attributes
  return error === null ? rest : { ...rest, external_error: error }
}

/** Longest text of a message on a line, in characters: an emoji is one, however it is written. */
export const LINE_TEXT_LENGTH = 18_996

/** Says that the text is longer than a line carries. */
export const lineText = (field: string, text: string | null): readonly FieldProblem[] =>
  text && text.length > LINE_TEXT_LENGTH && [...text].length > LINE_TEXT_LENGTH
    ? [{ field, problem: 'too_long', limit: LINE_TEXT_LENGTH }]
    : []

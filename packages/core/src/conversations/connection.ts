import type { AssignmentId, Timestamp } from '../kernel/index.ts'

/** Messages of one kind, so that lists count nothing and look for nothing. */
export interface LineTally {
  readonly count: number
  /** The `number` of the newest one. */
  readonly last: number
}

/**
 * What ties a human to an agent identity on a connection channel: the line that carries their conversation. It outlives
 * the identity's assignment: while a member has taken the conversation over, the human is connected all the same.
 */
export interface Connection {
  /** The pool line, in E.164. The gateway sees it and nobody else: events leave it blank. */
  readonly line: string
  readonly connectedAt: Timestamp
  /** Null while the human is connected. */
  readonly disconnectedAt: Timestamp | null
  /** The newest assignment of the identity, active or released. */
  readonly assignmentId: AssignmentId
  /** When the human first wrote: until then nobody writes to it. */
  readonly unlockedAt: Timestamp | null
  /** Messages from the human that the identity has not marked as read, blocked ones apart. */
  readonly unread: number
  /** The `number` of the newest message that the identity has marked as read, or that was there then; 0 for none. */
  readonly readThrough: number
  /** Since when the human is shown that somebody writes; null once something was said. */
  readonly typingSince: Timestamp | null
  /** What went over the line, apart from what a rule kept out; left out for nothing. */
  readonly told?: LineTally
  /** What a rule kept out; left out for nothing. */
  readonly blocked?: LineTally
}

/** Whether the human is connected now. */
export const isConnected = (connection: Connection | undefined): connection is Connection =>
  connection !== undefined && connection.disconnectedAt === null

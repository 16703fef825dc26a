import { type Decision, type MessageNotFound, mayBecome, type SentMessage } from '../conversations/index.ts'
import { err, type MessageId, ok, type Result, type Timestamp } from '../kernel/index.ts'
import type { LineError } from './line-message.ts'

/** What the gateway tells of a message that went out. */
export interface Delivery {
  readonly status: 'queued' | 'sent' | 'delivered' | 'declined' | 'error'
  readonly error: LineError | null
  /** What the gateway knows it by; null for what it was. */
  readonly externalId: string | null
  readonly about: SentMessage | null
  readonly now: Timestamp
}

/**
 * Notes how far a message is. It never goes back, and where it ended it stays: what is told late, or twice, changes nothing.
 */
export const decideDelivery = ({
  about,
  status,
  error,
  externalId,
  now,
}: Delivery): Result<
  Decision<{ readonly messageId: MessageId; readonly changed: boolean }>,
  MessageNotFound
> => {
  const line = about?.message.line
  if (!about || !line || about.message.kind === 'incoming') return err({ code: 'message/not-found' })
  const { id: messageId } = about.message
  if (!mayBecome(line.status, status)) return ok({ facts: [], answer: () => ({ messageId, changed: false }) })
  const failed = status === 'error' || status === 'declined'
  const after = {
    ...line,
    status,
    externalId: externalId ?? line.externalId,
    errorCode: failed ? (error?.code ?? null) : null,
    errorMessage: failed ? (error?.message ?? null) : null,
    errorReason: failed ? (error?.reason ?? null) : null,
    errorDetail: failed ? (error?.detail ?? null) : null,
  }
  return ok({
    facts: [{ type: 'message.delivery-changed', at: now, message: about, line: after }],
    answer: () => ({ messageId, changed: true }),
  })
}

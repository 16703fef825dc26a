import type { ConversationEventData } from '../conversations/index.ts'
import { type Clock, HOUR, type Mailer, type OrganizationId, type RecordedEvent } from '../kernel/index.ts'
import type { MessageQueries } from './message-queries.ts'
import { transcriptOf } from './transcript.ts'

export interface TranscriptPorts {
  readonly messageQueries: MessageQueries
  readonly mailer: Mailer
  readonly clock: Clock
}

/** The types of events that ask for a transcript. */
export const TRANSCRIPT_TRIGGERS: readonly string[] = ['conversation.transcript-requested']

/** The newest messages that a transcript holds. */
const LONGEST_TRANSCRIPT = 1_000
/** After that long a transcript that could not be sent is given up. */
const PATIENCE = HOUR
/** Events that are remembered as done, in case that one beside them has to be tried again. */
const REMEMBERED = 1_000

/**
 * The consumer of the log that sends transcripts. One that can't be sent now is tried again, for an hour; those that were
 * asked for with it are not sent twice by this process.
 */
export const sendTranscripts = (ports: TranscriptPorts) => {
  const done = new Set<string>()
  return async (_organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    const failures: unknown[] = []
    for (const event of events) {
      if (done.has(event.id)) continue
      try {
        await sendTranscript(ports, event)
      } catch (error) {
        if (ports.clock.now() - event.occurredAt < PATIENCE) {
          failures.push(error)
          continue
        }
      }
      done.add(event.id)
    }
    if (failures.length > 0) throw failures[0]
    // Nothing of this portion comes again.
    if (done.size > REMEMBERED) done.clear()
  }
}

const sendTranscript = async (
  { messageQueries, mailer }: TranscriptPorts,
  event: RecordedEvent,
): Promise<void> => {
  // Events of this type carry this data: they are recorded in one place.
  const { state, email } = event.data as ConversationEventData
  const last = state.recent.last?.message.number
  if (email === undefined) return
  const messages =
    last === undefined
      ? []
      : await messageQueries.list(event.organizationId, state.conversation.id, {
          before: last + 1,
          after: null,
          includeAfter: false,
          limit: LONGEST_TRANSCRIPT,
          publicOnly: true,
        })
  await mailer.send(transcriptOf(state, messages, email))
}

import { type ConversationFact, type ConversationState, isConnected, lineOf } from '../conversations/index.ts'

type MessageRecorded = Extract<ConversationFact, { readonly type: 'message.recorded' }>

/** The fact with what has it go out, where it is for the human of a connection: then it waits for the gateway to take it. */
export const goingOut = (
  { conversation: { connection } }: Pick<ConversationState, 'conversation'>,
  fact: MessageRecorded,
): readonly ConversationFact[] => {
  const { kind, private: note } = fact.message
  if (!isConnected(connection) || kind === 'incoming' || kind === 'activity' || note) return [fact]
  const line = lineOf('pending', { assignmentId: connection.assignmentId })
  return [
    { ...fact, message: { ...fact.message, line } },
    { type: 'message.awaits-line', at: fact.at },
  ]
}

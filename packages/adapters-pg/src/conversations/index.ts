export type { AssignmentRow } from './assignment-rows.ts'
export { candidatesOf } from './candidates.ts'
export { createConnectionQueries } from './connection-queries.ts'
export { createConversationQueries } from './conversation-queries.ts'
export { createDraftStore, createParticipantStore } from './conversation-shelf.ts'
export { createConversationStore, type PgConversationStore } from './conversation-store.ts'
export { unpackEventData } from './event-data.ts'
export { toMessage } from './message-rows.ts'
export { newestMessages, says } from './searched-messages.ts'
export {
  type JoinedRow,
  MESSAGE_ROW_COLUMNS,
  messageIn,
  SENDER_JOINS,
  SENT_MESSAGE_COLUMNS,
  toSentMessage,
} from './sent-message-rows.ts'

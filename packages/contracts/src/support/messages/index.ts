export type { SupportMessage } from './message.ts'
export {
  presentSupportMessage,
  SUPPORT_MESSAGE_TYPES,
  supportMessageSchema,
  supportMessageType,
} from './message.ts'
export {
  MOST_SUPPORT_MESSAGES,
  postSupportMessageSchema,
  supportMessageListSchema,
  supportMessagesQuerySchema,
} from './message-input.ts'

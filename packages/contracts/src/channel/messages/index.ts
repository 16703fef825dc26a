export type { MessageModel, MessagePlace } from './message.ts'
export { messageListSchema, messageSchema, presentMessage, presentMessageList } from './message.ts'
export type { CreateMessage } from './message-input.ts'
export { createMessageSchema, messageQuerySchema, toMessageInput, toMessageWindow } from './message-input.ts'
export type { PublicMessage } from './public-message.ts'
export {
  createPublicMessageSchema,
  PUBLIC_MESSAGES,
  presentPublicMessage,
  presentPublicMessages,
  publicMessageListSchema,
  publicMessageQuerySchema,
  publicMessageSchema,
  toPublicMessageInput,
  toPublicWindow,
} from './public-message.ts'

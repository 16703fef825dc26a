export type { SupportMessage } from './message.ts'
export {
  presentSupportMessage,
  SUPPORT_MESSAGE_TYPES,
  supportMessageSchema,
  supportMessageType,
} from './message.ts'

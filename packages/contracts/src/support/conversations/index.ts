export type { SupportConversation } from './conversation.ts'
export { presentSupportConversation, requesterSchema, supportConversationSchema } from './conversation.ts'
export {
  openSupportConversationSchema,
  requesterQuerySchema,
  supportConversationListSchema,
  supportListQuerySchema,
  toSupportRequest,
} from './conversation-input.ts'

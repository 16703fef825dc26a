export type { SupportConversation } from './conversation.ts'
export { presentSupportConversation, requesterSchema, supportConversationSchema } from './conversation.ts'

export {
  identityAssertionSchema,
  imessageConversationParamsSchema,
  imessageConversationSchema,
  imessageSummaryListSchema,
  imessageSummarySchema,
  listImessageConversationsSchema,
  ofConversationSchema,
  presentImessageConversation,
  presentImessageSummary,
  toImessagePage,
} from './conversation.ts'

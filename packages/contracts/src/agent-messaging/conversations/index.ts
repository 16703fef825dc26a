export {
  identityAssertionSchema,
  imessageConversationParamsSchema,
  imessageConversationSchema,
  imessageSummaryListSchema,
  imessageSummarySchema,
  listImessageConversationsSchema,
  markedReadSchema,
  ofConversationSchema,
  presentImessageConversation,
  presentImessageSummary,
  toImessagePage,
  typingShownSchema,
} from './conversation.ts'

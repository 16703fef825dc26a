export type { ConversationModel } from './conversation.ts'
export { conversationSchema, presentConversation, presentConversations } from './conversation.ts'
export {
  filteredConversationsSchema,
  presentFilteredConversations,
  presentUnreadCounts,
  unreadCountsSchema,
} from './conversation-filter.ts'
export {
  presentToggledStatus,
  startConversationSchema,
  toggledStatusSchema,
  toggleStatusSchema,
  toOpening,
  toStartInput,
  toStatusChange,
} from './conversation-input.ts'
export {
  CONVERSATIONS_PER_PAGE,
  conversationCountsQuerySchema,
  conversationCountsSchema,
  conversationListQuerySchema,
  conversationListSchema,
  conversationMetaSchema,
  presentConversationList,
  presentCounts,
  toConversationListRequest,
  toConversationRequest,
} from './conversation-list.ts'
export {
  changeCustomAttributesSchema,
  customAttributesSchema,
  destroyCustomAttributesSchema,
  draftSchema,
  labelListSchema,
  labelsSchema,
  participantsSchema,
  presentDraft,
  presentLabelTitles,
  publicTypingSchema,
  saveDraftSchema,
  toAttributesChange,
  togglePrioritySchema,
  toParticipantsChange,
  toTyping,
  transcriptSchema,
  typingSchema,
  updateConversationSchema,
} from './conversation-write-input.ts'
export {
  foundContactsSchema,
  foundConversationsSchema,
  foundEverythingSchema,
  foundMessagesSchema,
  presentFoundContact,
  presentFoundConversation,
  presentFoundMessage,
} from './found.ts'
export { foundInConversationsSchema, presentFoundInConversations } from './found-in-conversations.ts'
export {
  presentPublicConversation,
  publicConversationListSchema,
  publicConversationSchema,
  startPublicConversationSchema,
  toPublicStart,
} from './public-conversation.ts'
export { FOUND_MESSAGES, FOUND_PER_PAGE, searchQuerySchema } from './search-query.ts'

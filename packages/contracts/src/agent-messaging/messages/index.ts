export { imessageMediaUploadSchema, presentImessageMedia, uploadImessageMediaSchema } from './media.ts'
export {
  imessageMessageListSchema,
  imessageMessageSchema,
  imessageReactionSchema,
  imessageWebhookMessageSchema,
  presentImessageMessage,
  presentImessageReaction,
  presentImessageWebhookMessage,
  sentImessageSchema,
} from './message.ts'
export {
  imessageMessageParamsSchema,
  listImessageMessagesSchema,
  messageIdSchema,
  sendImessageQuerySchema,
  sendImessageSchema,
  toImessage,
  toImessageMessagesQuery,
} from './message-input.ts'
export { imessageReactionParamsSchema, sendImessageReactionSchema } from './reaction-input.ts'

export type { AttachmentObject } from './attachment.ts'
export { attachmentSchema, attachmentsSchema, presentAttachments, presentFile } from './attachment.ts'
export {
  availabilitySchema,
  CHANNEL_TYPES,
  contentTypeSchema,
  conversationStatusSchema,
  freeObjectSchema,
  isoMillisSchema,
  MESSAGE_TYPE_NUMBERS,
  messageKindOfNumber,
  messageStatusSchema,
  messageTypeNumberSchema,
  prioritySchema,
  unixSecondsSchema,
} from './enums.ts'
export { completeFileUrls, FILES_PATH, fileUrl, thumbnailUrl } from './file-url.ts'
export type { PushMessage } from './push-message.ts'
export { MOST_UNREAD, presentPushMessage, presentUnreadCount, pushMessageSchema } from './push-message.ts'
export type { AgentBotPush, ContactPush, MemberPush, SenderPush } from './sender.ts'
export {
  agentBotPushSchema,
  contactPushSchema,
  memberPushSchema,
  presentAgentBotPush,
  presentContactPush,
  presentMember,
  presentSender,
  senderPushSchema,
} from './sender.ts'
export { isoMillis, isoMillisOrNull, unixFloat, unixSeconds, unixSecondsOrZero } from './time.ts'

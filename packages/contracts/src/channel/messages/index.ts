export { attachmentListSchema, attachmentQuerySchema, presentAttachmentList } from './attachment-list.ts'
export { attachmentsInput, toFileInputs } from './attachments-input.ts'
export type { MessageModel, MessagePlace } from './message.ts'
export { messageListSchema, messageSchema, presentMessage, presentMessageList } from './message.ts'
export {
  answerSurveySchema,
  changeMessageSchema,
  submitValuesSchema,
  toMessageStatus,
  toSubmission,
  toSurveyAnswer,
  translateMessageSchema,
  translationSchema,
} from './message-change.ts'
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
export {
  presentSurvey,
  presentSurveyMetrics,
  presentSurveyResponses,
  surveyMetricsSchema,
  surveyQuerySchema,
  surveyResponseListSchema,
  surveyRows,
  surveySchema,
  toSurveyRequest,
} from './survey.ts'
export { completeSurveyUrls, SURVEY_PATH, surveyUrl } from './survey-url.ts'

export { automaticReply } from './automatic-replies.ts'
export type { ChangingMessages, MessagePlace } from './change-message.ts'
export type { ChangeMessageError } from './decide-message-change.ts'
export type { PostedMessage, PostMessage, PostMessageError } from './decide-post.ts'
export { decidePost, idsOfPost } from './decide-post.ts'
export type { Submission, SubmitError, SubmittedValue } from './decide-submission.ts'
export { filledIn, variablesOf } from './fill-in.ts'
export type {
  LineConversation,
  LineMessage,
  LineMessagesQuery,
  LineQueries,
  LineSight,
  LineSpan,
  LineSummary,
  LineView,
} from './line-queries.ts'
export { countsInView, inView, isReadBy, newestInView } from './line-queries.ts'
export type { LineNarrowing, LineReader, Lines, LinesPorts } from './lines.ts'
export { createLines } from './lines.ts'
export type { AttachmentsOfConversation } from './list-attachments.ts'
export type { MessageInput } from './message-input.ts'
export type {
  AttachmentPage,
  AttachmentsOf,
  MessageQueries,
  MessageWindow,
  PlacedAttachment,
} from './message-queries.ts'
export type { MessagePage, Messages } from './messages.ts'
export { createMessages } from './messages.ts'
export type { MessagesPorts } from './messages-ports.ts'
export { MESSAGES_PER_MINUTE } from './messages-ports.ts'
export type { PostInput } from './post-with-files.ts'
export type { FoundMessage } from './search-messages.ts'
export { sendTranscripts, TRANSCRIPT_TRIGGERS } from './send-transcripts.ts'
export type {
  AnsweredSurvey,
  SurveyCounts,
  SurveyFilter,
  SurveyPlace,
  SurveyQueries,
} from './survey-queries.ts'
export type { AskedSurvey, SurveyRequest, Surveys, SurveysPorts } from './surveys.ts'
export { createSurveys, MOST_SURVEYS, SURVEYS_PER_PAGE } from './surveys.ts'
export { transcriptOf } from './transcript.ts'

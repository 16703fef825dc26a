export { activityFact, nameOf } from './activity.ts'
export { assigneeText, teamText } from './activity-texts.ts'
export type { Applied, PlacedFact } from './apply-fact.ts'
export { applyFact, becomesRead, startedState } from './apply-fact.ts'
export type { ActiveAssignment, Assignment, Holder, ReleasedAssignment, ReleaseReason } from './assignment.ts'
export { sameHolder } from './assignment.ts'
export type { Attachment, FileKind } from './attachment.ts'
export { attachmentNumber, fileAttachment, fileKindOf, filesOf, MOST_ATTACHMENTS } from './attachment.ts'
export type { Candidate, TurnState } from './candidate.ts'
export type {
  CarriedOut,
  ChannelGateway,
  GatewayAccepted,
  GatewayFailed,
  GatewayMessage,
  GatewayReaction,
  GatewayTyping,
  LineAddress,
} from './channel-gateway.ts'
export { CLOSED_ATTRIBUTE, isClosed } from './closed.ts'
export type { Connection, LineTally } from './connection.ts'
export { isConnected } from './connection.ts'
export type {
  BlockedByRule,
  ConnectionError,
  ConnectionNotFound,
  GatewayHasOutside,
  NoInboundYet,
  NotConnected,
  NotEnabled,
  TargetNotReady,
  UnknownGateway,
  UnknownRecipient,
} from './connection-errors.ts'
export type { ActiveConnection, ConnectionOnLine, ConnectionQueries } from './connection-queries.ts'
export type { KnownCaller } from './contact-point-reach.ts'
export { actAsContactPoint, lookUpCaller } from './contact-point-reach.ts'
export type { Conversation, ConversationPriority, ConversationStatus } from './conversation.ts'
export type { AccessRefusal } from './conversation-access.ts'
export { actorIn, permitOn } from './conversation-access.ts'
export type {
  AssignmentReleased,
  ConversationError,
  ConversationNotFound,
  MessageNotFound,
  ParticipantNotAssignable,
} from './conversation-errors.ts'
export type {
  ConversationEventData,
  ConversationFact,
  ConversationFactType,
  Typing,
} from './conversation-facts.ts'
export type { ConversationConditions, ConversationKeyword } from './conversation-language.ts'
export { CONVERSATION_LANGUAGE, possibleStatuses, STATUSES } from './conversation-language.ts'
export type {
  ConversationFilterRequest,
  ConversationList,
  ConversationListRequest,
  ConversationLists,
  ConversationRequest,
} from './conversation-lists.ts'
export type { ConversationPorts, ConversationTransaction } from './conversation-ports.ts'
export type {
  AssigneeFilter,
  ConversationCounts,
  ConversationFilter,
  ConversationListQuery,
  ConversationQueries,
  ConversationSort,
  UnreadCounts,
} from './conversation-queries.ts'
export { CONVERSATION_SORTS, NO_FILTER, SEARCHED_MESSAGES } from './conversation-queries.ts'
export type { DraftStore, ParticipantStore } from './conversation-shelf.ts'
export type {
  ConversationState,
  RecentMessages,
  Sender,
  SentMessage,
  StartState,
} from './conversation-state.ts'
export type {
  Change,
  ConversationEvent,
  ConversationKey,
  ConversationStore,
  Decision,
  MessageKey,
  Recorded,
} from './conversation-store.ts'
export type { ConversationWrites } from './conversation-writes.ts'
export type { Conversations } from './conversations.ts'
export { createConversations, OWN_CONVERSATIONS } from './conversations.ts'
export type { AttributesChange, AttributesError } from './decide-attributes.ts'
export type { CloseConversation } from './decide-close.ts'
export { decideClose } from './decide-close.ts'
export type { LastIncoming } from './decide-seen.ts'
export type { Opening, StartConversation, StartedConversation } from './decide-start.ts'
export { decideStart } from './decide-start.ts'
export type { ChangeStatus, ChangeStatusError, StatusChanged } from './decide-status.ts'
export { decideStatus } from './decide-status.ts'
export type { Drafts } from './drafts.ts'
export { emptyInboxes, INBOX_REMOVALS } from './empty-inbox.ts'
export type { Addressee, AddresseeError } from './find-contact-point.ts'
export { isLineTaken, lineTaken } from './line-taken.ts'
export { mentionedNumbers } from './mentions.ts'
export type { ContentType, Message, MessageKind, MessageStatus, NewMessage, SenderRef } from './message.ts'
export { CONTENT_TYPES, MESSAGE_LENGTH } from './message.ts'
export type {
  IncomingNotTaken,
  MessageError,
  StatusNotTaken,
  SurveyClosed,
  TooManyMessages,
  TranslationUnavailable,
} from './message-errors.ts'
export type { LineMedia, LineStatus, MessageLine, Reaction, ReactionKind, SendStyle } from './message-line.ts'
export {
  LINE_STATUSES,
  LINE_TEXT_LENGTH,
  lineOf,
  lineText,
  mayBecome,
  REACTIONS,
  reactionOn,
  SEND_STYLES,
  withoutReaction,
  withReaction,
} from './message-line.ts'
export type { Participants, ParticipantsChange } from './participants.ts'
export type { ReadReceipt, Recording, RecordingContext } from './record-facts.ts'
export { countMessages, recordFacts, recordStart } from './record-facts.ts'
export { REMOVAL_TRIGGERS, removeWithContact } from './remove-with-contact.ts'
export type { MessageRewriting } from './rewrite-message.ts'
export { DELETED, surveyCloses } from './rewrite-message.ts'
export { speakerIn } from './speaker.ts'
export type { PrepareOpening, StartError, StartInput } from './start-conversation.ts'
export { asksForRating, canReply, surveyFacts } from './survey.ts'
export type { SurveyResponse } from './survey-response.ts'
export { BEST_RATING } from './survey-response.ts'

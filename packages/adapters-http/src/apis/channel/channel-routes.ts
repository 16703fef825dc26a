import type { Route } from '../../kernel/route.ts'
import { agentBotRoutes, agentRoutes, profileRoutes } from './access/index.ts'
import { liveReportRoutes, reportFileRoutes, reportRoutes, summaryReportRoutes } from './analytics/index.ts'
import { assignmentRoutes } from './assignments/index.ts'
import {
  contactChangeRoutes,
  contactExportRoutes,
  contactInboxRoutes,
  contactListRoutes,
  contactNoteRoutes,
  contactRoutes,
  publicContactRoutes,
} from './contacts/index.ts'
import {
  conversationListRoutes,
  conversationMomentRoutes,
  conversationRoutes,
  conversationWriteRoutes,
  participantRoutes,
  publicConversationRoutes,
} from './conversations/index.ts'
import { uploadRoutes } from './files/index.ts'
import {
  assignableAgentRoutes,
  inboxAgentBotRoutes,
  inboxMemberRoutes,
  inboxRoutes,
  publicInboxRoutes,
} from './inboxes/index.ts'
import {
  attachmentRoutes,
  messageChangeRoutes,
  messageRoutes,
  publicMessageRoutes,
  publicSurveyRoutes,
  searchRoutes,
  surveyRoutes,
} from './messages/index.ts'
import { teamMemberRoutes, teamRoutes } from './teams/index.ts'
import { webhookRoutes } from './webhooks/index.ts'
import { cannedResponseRoutes, labelRoutes } from './workspace/index.ts'

/** Every route of the channel API, in the order in which they are tried: what contacts call is called most. */
export const CHANNEL_ROUTES: readonly Route[] = [
  ...publicMessageRoutes,
  ...publicConversationRoutes,
  ...publicContactRoutes,
  ...publicInboxRoutes,
  ...publicSurveyRoutes,
  ...messageRoutes,
  ...messageChangeRoutes,
  ...attachmentRoutes,
  ...uploadRoutes,
  ...conversationListRoutes,
  ...searchRoutes,
  ...conversationRoutes,
  ...conversationMomentRoutes,
  ...conversationWriteRoutes,
  ...participantRoutes,
  ...assignmentRoutes,
  ...contactListRoutes,
  ...contactExportRoutes,
  ...contactRoutes,
  ...contactChangeRoutes,
  ...contactInboxRoutes,
  ...contactNoteRoutes,
  ...inboxRoutes,
  ...inboxAgentBotRoutes,
  ...inboxMemberRoutes,
  ...assignableAgentRoutes,
  ...teamRoutes,
  ...teamMemberRoutes,
  ...labelRoutes,
  ...cannedResponseRoutes,
  ...agentRoutes,
  ...agentBotRoutes,
  ...webhookRoutes,
  ...surveyRoutes,
  ...profileRoutes,
  ...reportRoutes,
  ...summaryReportRoutes,
  ...liveReportRoutes,
  ...reportFileRoutes,
]

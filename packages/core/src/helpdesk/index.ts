export type { Helpdesk } from './helpdesk.ts'
export { createHelpdesk } from './helpdesk.ts'
export type { SupportList, SupportListRequest } from './list-conversations.ts'
export type { OpenError, SupportPrincipal, SupportRequest } from './open-conversation.ts'
export type { SupportMessageInput, SupportPostError } from './post-message.ts'
export type { SupportChannel, SupportDetails, SupportPriority, SupportStatus } from './support-details.ts'
export {
  DOMAIN_STATUSES,
  SUBJECT_LENGTH,
  SUPPORT_CHANNELS,
  SUPPORT_PRIORITIES,
  SUPPORT_STATUSES,
  supportDetails,
  supportPriority,
  supportStatus,
} from './support-details.ts'
export type { SupportPorts } from './support-ports.ts'
export type { ListPart, SupportFilter, SupportQueries } from './support-queries.ts'
export { MOST_COUNTED } from './support-queries.ts'

export type { SupportChannel, SupportDetails, SupportPriority, SupportStatus } from './support-details.ts'
export {
  SUBJECT_LENGTH,
  SUPPORT_CHANNELS,
  SUPPORT_PRIORITIES,
  SUPPORT_STATUSES,
  supportDetails,
  supportPriority,
  supportStatus,
} from './support-details.ts'

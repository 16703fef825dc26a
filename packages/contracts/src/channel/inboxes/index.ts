export type { InboxModel } from './inbox.ts'
export {
  inboxListSchema,
  inboxRemovalSchema,
  inboxSchema,
  presentInbox,
  presentInboxRemoval,
} from './inbox.ts'
export { createInboxSchema, toInboxChanges, toInboxInput, updateInboxSchema } from './inbox-input.ts'
export type { InboxMembersInput } from './inbox-members.ts'
export { assignableAgentsQuerySchema, inboxMembersSchema, toInboxMembers } from './inbox-members.ts'
export type { InboxRow } from './inbox-row.ts'
export { inboxRowSchema, presentInboxRow } from './inbox-row.ts'
export { presentPublicInbox, publicInboxSchema } from './public-inbox.ts'
export { presentWorkingHours, workingHoursSchema } from './working-hours.ts'

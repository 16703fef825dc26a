export { assignmentLimit } from './assignment-limit.ts'
export { automaticMessages } from './automatic-messages.ts'
export type { InboxTransaction } from './change-inbox.ts'
export { keepIdentityInbox } from './identity-inbox.ts'
export type {
  AutomaticMessages,
  ChannelType,
  Inbox,
  InboxChannel,
  InboxPolicy,
  InboxSettings,
  NewInbox,
  OutOfOffice,
  Survey,
  WorkingHours,
} from './inbox.ts'
export { isOpenChannel } from './inbox.ts'
export type { IdentityNotProven, InboxError, InboxNotFound } from './inbox-errors.ts'
export type { InboxKeeper } from './inbox-keeper.ts'
export { policyOf } from './inbox-policy.ts'
export type { InboxQueries } from './inbox-queries.ts'
export type { ChannelInput, InboxChanges, InboxInput } from './inbox-settings.ts'
export { DEFAULT_SETTINGS } from './inbox-settings.ts'
export type { InboxStore } from './inbox-store.ts'
export type { Inboxes, InboxesPorts, InboxLocation } from './inboxes.ts'
export { createInboxes } from './inboxes.ts'
export type { IdentityClaim } from './prove-identity.ts'
export { proveIdentity } from './prove-identity.ts'
export type { SupportInboxPorts } from './support-inbox.ts'
export { supportInbox } from './support-inbox.ts'

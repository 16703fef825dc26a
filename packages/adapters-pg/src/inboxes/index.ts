export { INBOX_POLICY_COLUMNS, type InboxPolicyRow, toInboxPolicy } from './inbox-policy-rows.ts'
export { createInboxQueries } from './inbox-queries.ts'
export { createInboxStore } from './inbox-store.ts'

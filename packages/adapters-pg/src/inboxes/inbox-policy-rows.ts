import { assignmentLimit, type InboxPolicy, type JsonValue } from '@parlance/core'
import type { InboxRow } from './inbox-rows.ts'

/** As much of an inbox as a conversation's rules need, as one query of conversations selects it. */
export const INBOX_POLICY_COLUMNS = [
  'id',
  'number',
  'name',
  'channel_type',
  'channel_number',
  'enable_auto_assignment',
  'auto_assignment_config',
  'lock_to_single_conversation',
  'channel_additional_attributes',
  'agent_identity_id',
  'automatic_messages',
] as const satisfies readonly (keyof InboxRow)[]

export type InboxPolicyRow = Pick<InboxRow, (typeof INBOX_POLICY_COLUMNS)[number]>

export const toInboxPolicy = (row: InboxPolicyRow): InboxPolicy => {
  const window: JsonValue | undefined = row.channel_additional_attributes['agent_reply_time_window']
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    channelType: row.channel_type,
    channelNumber: row.channel_number,
    enableAutoAssignment: row.enable_auto_assignment,
    lockToSingleConversation: row.lock_to_single_conversation,
    agentIdentityId: row.agent_identity_id,
    assignmentLimit: assignmentLimit(row.auto_assignment_config),
    replyTimeWindow: typeof window === 'number' ? window : null,
    automatic: row.automatic_messages,
  }
}

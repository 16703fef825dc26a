import { assignmentLimit } from './assignment-limit.ts'
import { automaticMessages } from './automatic-messages.ts'
import type { Inbox, InboxPolicy } from './inbox.ts'

/** What the rules of a conversation ask about its inbox. */
export const policyOf = (inbox: Inbox): InboxPolicy => {
  const window = inbox.channel.additionalAttributes['agent_reply_time_window']
  return {
    id: inbox.id,
    number: inbox.number,
    name: inbox.name,
    channelType: inbox.channel.type,
    channelNumber: inbox.channel.number,
    enableAutoAssignment: inbox.enableAutoAssignment,
    lockToSingleConversation: inbox.lockToSingleConversation,
    agentIdentityId: inbox.agentIdentityId,
    assignmentLimit: assignmentLimit(inbox.autoAssignmentConfig),
    replyTimeWindow: typeof window === 'number' ? window : null,
    automatic: automaticMessages(inbox),
  }
}

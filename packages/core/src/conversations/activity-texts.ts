import type { Principal } from '../access/index.ts'
import type { ConversationPriority, ConversationStatus } from './conversation.ts'

/** What is said of a conversation that nobody opened: its snooze was over. */
export const SNOOZE_ENDED = 'System reopened the conversation because its snooze ended.'

/** What is said of a conversation that waited for software in vain. */
export const AGENT_OUT_OF_REACH = 'System opened the conversation because the bot could not be reached.'

/** What is said of a new status; a contact can only resolve. */
export const statusText = (status: ConversationStatus, by: string, principal: Principal): string => {
  switch (status) {
    case 'open':
      return `Conversation was reopened by ${by}`
    case 'resolved':
      return principal.type === 'contact_point'
        ? `Conversation was resolved by ${by}`
        : `Conversation was marked resolved by ${by}`
    case 'pending':
      return `Conversation was marked as pending by ${by}`
    case 'snoozed':
      return `Conversation was snoozed by ${by}`
  }
}

/** What is said of a new priority. */
export const priorityText = (
  previous: ConversationPriority | null,
  current: ConversationPriority | null,
  by: string,
): string => {
  if (current === null) return `${by} removed the priority`
  if (previous === null) return `${by} set the priority to ${current}`
  return `${by} changed the priority from ${previous} to ${current}`
}

/** What is said of tags that came or went. */
export const tagsText = (change: 'added' | 'removed', tags: readonly string[], by: string): string =>
  `${by} ${change} ${tags.join(', ')}`

/** What is said of a contact that was blocked, or is no longer. */
export const muteText = (muted: boolean, by: string): string =>
  `${by} has ${muted ? 'muted' : 'unmuted'} the conversation`

/** What is said of who holds a conversation from now on: the one who did it, another one, or nobody. */
export const assigneeText = (
  assignee: { readonly name: string; readonly self: boolean } | null,
  by: string,
): string => {
  if (!assignee) return `Conversation unassigned by ${by}`
  return assignee.self ? `${by} self-assigned this conversation` : `Assigned to ${assignee.name} by ${by}`
}

/** What is said of the team that answers from now on; `previous` is the one that did, and no longer does. */
export const teamText = (
  {
    previous,
    current,
    assignee,
  }: { readonly previous: string | null; readonly current: string | null; readonly assignee: string | null },
  by: string,
): string => {
  if (current === null) return `Unassigned from ${previous} by ${by}`
  return assignee === null
    ? `Assigned to ${current} by ${by}`
    : `Assigned to ${assignee} via ${current} by ${by}`
}

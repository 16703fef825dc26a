import type { Principal } from '../access/index.ts'
import {
  attributesProblems,
  err,
  type JsonObject,
  type MessageId,
  mergeShallow,
  ok,
  type Result,
  type Timestamp,
  tagProblems,
  toTags,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { activityFact, nameOf } from './activity.ts'
import { priorityText, tagsText } from './activity-texts.ts'
import type { ConversationPriority } from './conversation.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'

interface Command {
  readonly principal: Principal
  readonly now: Timestamp
}

export type AttributesError = AccessRefusal | ValidationFailed

const answering = (facts: readonly ConversationFact[]): Decision<ConversationState> => ({
  facts,
  answer: ({ state }) => state,
})

/** Says how urgent a conversation is; null: nobody says. The priority that it has changes nothing. */
export const decidePriority = (
  state: ConversationState,
  command: Command & { readonly priority: ConversationPriority | null; readonly activity: MessageId },
): Result<Decision<ConversationState>, AccessRefusal> => {
  const { principal, now, priority } = command
  const permitted = permitOn(state, principal, 'conversations:prioritize')
  if (!permitted.ok) return permitted
  const before = state.conversation.priority
  if (before === priority) return ok(answering([]))
  const text = priorityText(before, priority, nameOf(principal, state))
  return ok(
    answering([
      { type: 'conversation.priority-changed', at: now, to: priority },
      activityFact(state, { id: command.activity, at: now, text }),
    ]),
  )
}

/** How a conversation's custom attributes are to change. */
export type AttributesChange =
  | { readonly type: 'replace' | 'merge'; readonly attributes: JsonObject }
  | { readonly type: 'remove'; readonly keys: readonly string[] }

/** Changes a conversation's custom attributes: all of them, some of them, or some of them away. */
export const decideCustomAttributes = (
  state: ConversationState,
  { principal, now, change }: Command & { readonly change: AttributesChange },
): Result<Decision<ConversationState>, AttributesError> => {
  const permitted = permitOn(state, principal, 'conversations:change-attributes')
  if (!permitted.ok) return permitted
  const before = state.conversation.customAttributes
  const customAttributes = attributesAfter(before, change)
  const problems = attributesProblems('customAttributes', customAttributes)
  if (problems.length > 0) return err(validationFailed(...problems))
  if (JSON.stringify(before) === JSON.stringify(customAttributes)) return ok(answering([]))
  return ok(answering([{ type: 'conversation.attributes-changed', at: now, customAttributes }]))
}

const attributesAfter = (before: JsonObject, change: AttributesChange): JsonObject => {
  switch (change.type) {
    case 'replace':
      return change.attributes
    case 'merge':
      return mergeShallow(before, change.attributes)
    case 'remove':
      return Object.fromEntries(Object.entries(before).filter(([key]) => !change.keys.includes(key)))
  }
}

export interface ChangeTags extends Command {
  /** All tags that it is to have. */
  readonly titles: readonly string[]
  readonly ids: { readonly added: MessageId; readonly removed: MessageId }
}

/** Gives a conversation these tags and no others. They need not be known to the organization. */
export const decideTags = (
  state: ConversationState,
  { principal, now, titles, ids }: ChangeTags,
): Result<Decision<ConversationState>, AttributesError> => {
  const permitted = permitOn(state, principal, 'conversations:tag')
  if (!permitted.ok) return permitted
  const tags = toTags(titles)
  const problems = tagProblems('labels', tags)
  if (problems.length > 0) return err(validationFailed(...problems))
  const before = state.conversation.tags
  const added = tags.filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !tags.includes(tag))
  if (added.length === 0 && removed.length === 0) return ok(answering([]))
  const by = nameOf(principal, state)
  const said = (change: 'added' | 'removed', which: readonly string[]) =>
    which.length > 0
      ? [activityFact(state, { id: ids[change], at: now, text: tagsText(change, which, by) })]
      : []
  return ok(
    answering([
      { type: 'conversation.tagged', at: now, tags },
      ...said('added', added),
      ...said('removed', removed),
    ]),
  )
}

import type { Conditions, KeyRule, Language, Operator } from '../kernel/index.ts'
import type { ConversationStatus } from './conversation.ts'

const EQUALITY: readonly Operator[] = ['equal_to', 'not_equal_to']
const WORDING: readonly Operator[] = [...EQUALITY, 'contains', 'does_not_contain']
const PRESENCE: readonly Operator[] = ['is_present', 'is_not_present']
const DAYS: readonly Operator[] = ['is_greater_than', 'is_less_than', 'days_before']

/** Every status, in the order in which they are looked through. */
export const STATUSES: readonly ConversationStatus[] = ['open', 'resolved', 'pending', 'snoozed']

/** What conversations can be filtered by, besides custom attributes; references are by the numbers that wires show. */
const RULES = {
  status: { kind: 'choice', operators: EQUALITY, choices: STATUSES, every: 'all' },
  assignee_id: { kind: 'number', operators: [...EQUALITY, ...PRESENCE] },
  inbox_id: { kind: 'number', operators: [...EQUALITY, ...PRESENCE] },
  team_id: { kind: 'number', operators: [...EQUALITY, ...PRESENCE] },
  contact_id: { kind: 'number', operators: [...EQUALITY, ...PRESENCE] },
  priority: {
    kind: 'choice',
    operators: EQUALITY,
    choices: ['low', 'medium', 'high', 'urgent'],
    none: 'none',
  },
  display_id: { kind: 'number', operators: WORDING },
  campaign_id: { kind: 'number', operators: [...EQUALITY, ...PRESENCE] },
  labels: { kind: 'tags', operators: [...EQUALITY, ...PRESENCE] },
  browser_language: { kind: 'text', operators: EQUALITY },
  conversation_language: { kind: 'text', operators: EQUALITY },
  referer: { kind: 'text', operators: WORDING },
  created_at: { kind: 'moment', operators: DAYS },
  last_activity_at: { kind: 'moment', operators: DAYS },
  mail_subject: { kind: 'text', operators: WORDING },
} as const satisfies Record<string, KeyRule>

export type ConversationKeyword = keyof typeof RULES

export type ConversationConditions = Conditions<ConversationKeyword>

/** The language in which conversations are filtered. */
export const CONVERSATION_LANGUAGE: Language<ConversationKeyword> = {
  rules: RULES,
  customOf: 'conversation',
  firstValueOnly: false,
}

/** The statuses that a conversation which passes can have: what is in no other needs no looking through. */
export const possibleStatuses = (conditions: ConversationConditions): readonly ConversationStatus[] =>
  STATUSES.filter((status) =>
    conditions.some((group) =>
      group.every(({ attribute, test }) => {
        if (!('own' in attribute) || attribute.own !== 'status') return true
        if (test.type === 'equals') return test.any.includes(status)
        return test.type !== 'differs' || !test.from.includes(status)
      }),
    ),
  )

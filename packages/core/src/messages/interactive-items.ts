import type { ContentType } from '../conversations/index.ts'
import type { FieldProblem, JsonObject, JsonValue } from '../kernel/index.ts'

/** The keys that an item may have, by what kind of items a message is made of. */
const ITEM_KEYS = {
  input_select: ['title', 'value'],
  cards: ['title', 'description', 'media_url', 'actions'],
  form: [
    'type',
    'placeholder',
    'label',
    'name',
    'options',
    'default',
    'required',
    'pattern',
    'title',
    'pattern_error',
  ],
  article: ['title', 'description', 'link'],
} as const satisfies Partial<Record<ContentType, readonly string[]>>

const ACTION_KEYS = ['text', 'type', 'payload', 'uri']

/** The most items of a message, and actions of an item. */
const MOST = 1_000

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (expected: string): readonly FieldProblem[] => [
  { field: 'contentAttributes', problem: 'invalid', expected },
]

/** What is wrong with the items of a message that is made of items. */
export const itemProblems = (contentType: ContentType, attributes: JsonObject): readonly FieldProblem[] => {
  if (!Object.hasOwn(ITEM_KEYS, contentType)) return []
  const keys: readonly string[] = ITEM_KEYS[contentType as keyof typeof ITEM_KEYS]
  const { items } = attributes
  if (!Array.isArray(items) || items.length === 0) return wrong('an object with at least one of its items')
  if (items.length > MOST) return wrong(`an object with at most ${MOST} items`)
  if (!items.every(isObject)) return wrong('an object whose items are objects')
  const strange = strangeKeys(items, keys)
  if (strange.length > 0)
    return wrong(`without the keys ${strange.join(', ')}: items have ${keys.join(', ')}`)
  return contentType === 'cards' ? items.flatMap(actionProblems).slice(0, 1) : []
}

const actionProblems = ({ actions }: JsonObject): readonly FieldProblem[] => {
  if (!Array.isArray(actions) || actions.length === 0) return wrong('an object whose items each have actions')
  if (actions.length > MOST || !actions.every(isObject)) return wrong('an object whose actions are objects')
  const strange = strangeKeys(actions, ACTION_KEYS)
  return strange.length === 0
    ? []
    : wrong(`without the keys ${strange.join(', ')}: actions have ${ACTION_KEYS.join(', ')}`)
}

const strangeKeys = (objects: readonly JsonObject[], known: readonly string[]): readonly string[] => [
  ...new Set(objects.flatMap(Object.keys).filter((key) => !known.includes(key))),
]

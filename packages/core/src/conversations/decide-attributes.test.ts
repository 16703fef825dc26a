import { describe, expect, it } from '@jest/globals'
import {
  aConversation,
  aConversationState,
  aMember,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { JsonObject } from '../kernel/index.ts'
import type { ConversationPriority } from './conversation.ts'
import {
  type AttributesChange,
  decideCustomAttributes,
  decidePriority,
  decideTags,
} from './decide-attributes.ts'

const NOW = START + 1_000
const principal = asPrincipal(aMember(), [fixtureId(21)])

const stateWith = (conversation: Parameters<typeof aConversation>[0]) =>
  aConversationState({ conversation: aConversation(conversation) })

const factsOf = (decided: ReturnType<typeof decideTags>) => {
  if (!decided.ok) throw new Error(JSON.stringify(decided.error))
  return decided.value.facts
}

describe('a priority', () => {
  const changed = (before: ConversationPriority | null, priority: ConversationPriority | null) =>
    factsOf(
      decidePriority(stateWith({ priority: before }), {
        principal,
        priority,
        activity: fixtureId(901),
        now: NOW,
      }),
    )

  it.each<[ConversationPriority | null, ConversationPriority | null, string]>([
    [null, 'high', 'Ada set the priority to high'],
    ['high', 'low', 'Ada changed the priority from high to low'],
    ['low', null, 'Ada removed the priority'],
  ])('of %s becomes %s, and the conversation says so', (before, after, content) => {
    expect(changed(before, after)).toMatchObject([
      { type: 'conversation.priority-changed', at: NOW, to: after },
      { message: { kind: 'activity', content } },
    ])
  })

  it('that it has changes nothing', () => {
    expect(changed('low', 'low')).toEqual([])
    expect(changed(null, null)).toEqual([])
  })

  it('is not given by an agent who does not see the inbox', () => {
    const stranger = asPrincipal(aMember(), [])
    const command = {
      principal: stranger,
      priority: 'low',
      activity: fixtureId<'message'>(901),
      now: NOW,
    } as const
    expect(decidePriority(stateWith({}), command)).toMatchObject({ error: { code: 'access/forbidden' } })
  })
})

describe('custom attributes', () => {
  const before = { order: 7, plan: 'pro' }
  const decide = (change: AttributesChange, customAttributes: JsonObject = before) =>
    decideCustomAttributes(stateWith({ customAttributes }), { principal, change, now: NOW })
  const after = (change: AttributesChange) => factsOf(decide(change))

  it.each<[AttributesChange, JsonObject]>([
    [{ type: 'replace', attributes: { a: 1 } }, { a: 1 }],
    [{ type: 'replace', attributes: {} }, {}],
    [
      { type: 'merge', attributes: { plan: null, a: 1 } },
      { order: 7, plan: null, a: 1 },
    ],
    [{ type: 'remove', keys: ['plan', 'unknown'] }, { order: 7 }],
  ])('after %j', (change, customAttributes) => {
    expect(after(change)).toEqual([{ type: 'conversation.attributes-changed', at: NOW, customAttributes }])
  })

  it('that are what they were change nothing', () => {
    expect(after({ type: 'replace', attributes: { ...before } })).toEqual([])
    expect(after({ type: 'remove', keys: ['unknown'] })).toEqual([])
  })

  it.each([
    ['one text', { note: 'x'.repeat(1_501) }, 1_500],
    [
      'all of them',
      Object.fromEntries(Array.from({ length: 50 }, (_, at) => [at, 'x'.repeat(1_500)])),
      50_000,
    ],
  ])('are refused when %s is too long', (_what, attributes, limit) => {
    expect(decide({ type: 'merge', attributes })).toEqual({
      ok: false,
      error: {
        code: 'validation/failed',
        problems: [{ field: 'customAttributes', problem: 'too_long', limit }],
      },
    })
  })
})

describe('tags', () => {
  const ids = { added: fixtureId<'message'>(901), removed: fixtureId<'message'>(902) }
  const decide = (titles: readonly string[], tags: readonly string[] = ['vip', 'late']) =>
    decideTags(stateWith({ tags }), { principal, titles, ids, now: NOW })

  it('are what was given, trimmed and each once, and the conversation says what came and went', () => {
    expect(factsOf(decide([' late ', 'new', 'new', '', 'Other']))).toMatchObject([
      { type: 'conversation.tagged', tags: ['late', 'new', 'Other'] },
      { message: { id: ids.added, content: 'Ada added new, Other' } },
      { message: { id: ids.removed, content: 'Ada removed vip' } },
    ])
  })

  it('in another order change nothing', () => {
    expect(factsOf(decide(['late', 'vip']))).toEqual([])
  })

  it('can all go', () => {
    expect(factsOf(decide([]))).toMatchObject([
      { type: 'conversation.tagged', tags: [] },
      { message: { content: 'Ada removed vip, late' } },
    ])
  })

  it.each([
    ['one is too long', ['x'.repeat(256)]],
    ['there are too many', Array.from({ length: 101 }, (_, at) => `tag-${at}`)],
  ])('are refused when %s', (_what, titles) => {
    expect(decide(titles)).toMatchObject({
      error: { code: 'validation/failed', problems: [{ field: 'labels' }] },
    })
  })
})

import { describe, expect, it } from '@jest/globals'
import { DAY } from './clock.ts'
import { type AskedCondition, type Language, readConditions, unknownKeys } from './read-conditions.ts'

const LANGUAGE: Language<'name' | 'size' | 'mood' | 'made_at' | 'tags'> = {
  rules: {
    name: { kind: 'text', operators: ['equal_to', 'contains'] },
    size: { kind: 'number', operators: ['equal_to', 'not_equal_to', 'is_present'] },
    mood: { kind: 'choice', operators: ['equal_to'], choices: ['good', 'bad'], every: 'all', none: 'none' },
    made_at: { kind: 'moment', operators: ['is_greater_than', 'is_less_than', 'days_before'] },
    tags: { kind: 'tags', operators: ['equal_to', 'is_not_present'] },
  },
  customOf: 'conversation',
  firstValueOnly: false,
}

const NOW = Date.parse('2026-01-05T09:00:00Z')

const asked = (
  key: string,
  operator: string,
  values: AskedCondition['values'] = [],
  more: Partial<AskedCondition> = {},
): AskedCondition => ({ key, operator, values, custom: null, join: null, ...more })

const read = (conditions: readonly AskedCondition[], language: Language<string> = LANGUAGE) =>
  readConditions(conditions, { language, customKeys: new Set(['plan']), now: NOW })

const testOf = (condition: AskedCondition, language?: Language<string>) => {
  const result = read([condition], language)
  return result.ok ? result.value[0]?.[0]?.test : result.error.problem
}

describe('conditions', () => {
  it('are read as tests of attributes', () => {
    expect(read([asked('name', 'equal_to', ['Ada'])])).toEqual({
      ok: true,
      value: [[{ attribute: { own: 'name' }, test: { type: 'equals', any: ['Ada'], orAbsent: false } }]],
    })
  })

  it.each<[AskedCondition, object]>([
    [asked('size', 'equal_to', ['07', 8]), { type: 'equals', any: ['7', '8'], orAbsent: false }],
    [asked('mood', 'equal_to', ['ALL']), { type: 'equals', any: ['good', 'bad'], orAbsent: false }],
    [asked('mood', 'equal_to', ['none', 'bad']), { type: 'equals', any: ['bad'], orAbsent: true }],
    [asked('size', 'is_present'), { type: 'present' }],
    [asked('tags', 'is_not_present', ['ignored']), { type: 'absent' }],
    [asked('made_at', 'is_greater_than', ['2026-01-01']), { type: 'from', at: Date.parse('2026-01-02') }],
    [
      asked('made_at', 'is_less_than', ['2026-01-01T23:00:00Z']),
      { type: 'before', at: Date.parse('2026-01-01') },
    ],
    [asked('made_at', 'days_before', ['3']), { type: 'before', at: Date.parse('2026-01-05') - 3 * DAY }],
    [asked('plan', 'equal_to', [true]), { type: 'equals', any: ['true'], orAbsent: false }],
    [asked('plan', 'not_equal_to', ['x']), { type: 'differs', from: ['x'], orAbsent: true }],
    [asked('plan', 'is_greater_than', ['7.5']), { type: 'greater', than: 7.5 }],
    [asked('plan', 'is_less_than', ['2026-01-01']), { type: 'before', at: Date.parse('2026-01-01') }],
  ])('%j', (condition, test) => {
    expect(testOf(condition)).toEqual(test)
  })

  it('look at a custom attribute where they say so, even under the name of another one', () => {
    const result = read([
      asked('name', 'contains', ['x'], { custom: 'contact' }),
      asked('plan', 'contains', ['x']),
    ])
    expect(result.ok && result.value[0]?.map(({ attribute }) => attribute)).toEqual([
      { custom: 'name', of: 'contact' },
      { custom: 'plan', of: 'conversation' },
    ])
  })

  it('take the first value alone where the language says so, but every tag', () => {
    const language = { ...LANGUAGE, firstValueOnly: true }
    expect(testOf(asked('name', 'equal_to', ['a', 'b']), language)).toMatchObject({ any: ['a'] })
    expect(testOf(asked('tags', 'equal_to', ['a', 'b']), language)).toMatchObject({ any: ['a', 'b'] })
  })

  it('are grouped so that AND binds more tightly than OR', () => {
    const result = read([
      asked('name', 'contains', ['a'], { join: 'and' }),
      asked('name', 'contains', ['b'], { join: 'OR' }),
      asked('name', 'contains', ['c']),
      asked('name', 'contains', ['d']),
    ])
    expect(result.ok && result.value.map((group) => group.length)).toEqual([2, 2])
    expect(read([])).toEqual({ ok: true, value: [[]] })
  })

  it.each<[AskedCondition, string, readonly string[]]>([
    [asked('name', 'is_present'), 'operator', ['equal_to', 'contains']],
    [asked('name', 'equal_to'), 'value', []],
    [asked('size', 'equal_to', ['large']), 'value', []],
    [asked('size', 'equal_to', [-1]), 'value', []],
    [asked('size', 'equal_to', [null]), 'value', []],
    [asked('name', 'equal_to', [{ id: 1 }]), 'value', []],
    [asked('name', 'equal_to', ['x'.repeat(1_001)]), 'value', []],
    [asked('mood', 'equal_to', ['blue']), 'value', []],
    [asked('made_at', 'is_less_than', ['yesterday']), 'value', []],
    [asked('made_at', 'is_less_than', ['2026-13-45']), 'value', []],
    [asked('made_at', 'days_before', ['-1']), 'value', []],
    [asked('made_at', 'days_before', ['999999']), 'value', []],
    [asked('plan', 'is_greater_than', ['much']), 'value', []],
    [asked('plan', 'equal_to', [['x']]), 'value', []],
    [asked('color', 'equal_to', ['red']), 'key', Object.keys(LANGUAGE.rules)],
    [asked('toString', 'equal_to', ['x']), 'key', Object.keys(LANGUAGE.rules)],
    [asked('name', 'contains', ['x'], { join: 'XOR' }), 'join', ['AND', 'OR']],
    [asked('name', 'contains', ['x'], { join: 'AND' }), 'dangling-join', []],
  ])('refuse %j', (condition, problem, allowed) => {
    const result = read([condition])
    expect(result).toEqual({
      ok: false,
      error: { code: 'filter/invalid', problem, key: condition.key, allowed },
    })
  })

  it('name an operator that no custom attribute has', () => {
    expect(testOf(asked('plan', 'resembles', ['x']))).toBe('operator')
  })

  it('tell which keys may be of custom attributes', () => {
    const all = [
      asked('name', 'contains'),
      asked('plan', 'contains'),
      asked('plan', 'contains'),
      asked('size', 'contains'),
    ]
    expect(unknownKeys(all, LANGUAGE)).toEqual(['plan'])
    expect(unknownKeys([asked('plan', 'contains', [], { custom: 'contact' })], LANGUAGE)).toEqual([])
  })
})

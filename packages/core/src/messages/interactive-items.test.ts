import { describe, expect, it } from '@jest/globals'
import type { JsonValue } from '../kernel/index.ts'
import { itemProblems } from './interactive-items.ts'

const expected = (...[contentType, items]: [Parameters<typeof itemProblems>[0], JsonValue | undefined]) =>
  itemProblems(contentType, items === undefined ? {} : { items }).map((problem) => problem.expected)

const action = { type: 'link', text: 'Open', uri: 'https://acme.test' }

describe('the items of a message', () => {
  it.each<[Parameters<typeof itemProblems>[0], JsonValue]>([
    ['input_select', [{ title: 'A', value: 'a' }]],
    ['cards', [{ title: 'A', description: 'B', media_url: 'https://acme.test/a.png', actions: [action] }]],
    ['form', [{ type: 'email', name: 'email', label: 'E-mail', required: true, options: [{ label: 'x' }] }]],
    ['article', [{ title: 'A', description: 'B', link: 'https://acme.test' }]],
  ])('of a %s are sound', (contentType, items) => {
    expect(expected(contentType, items)).toEqual([])
  })

  it('are of no concern to a text', () => {
    expect(expected('text', 7)).toEqual([])
  })

  it.each([[undefined], [[]], ['a'], [{ title: 'A' }]])('must be there: %j is none', (items) => {
    expect(expected('input_select', items)).toEqual(['an object with at least one of its items'])
  })

  it('must be objects', () => {
    expect(expected('article', [{ title: 'A' }, 'B'])).toEqual(['an object whose items are objects'])
  })

  it('must have known keys', () => {
    expect(expected('input_select', [{ title: 'A', value: 'a', color: 'red' }, { size: 1 }])).toEqual([
      'without the keys color, size: items have title, value',
    ])
  })

  it('of cards must have actions, with known keys', () => {
    expect(expected('cards', [{ title: 'A' }])).toEqual(['an object whose items each have actions'])
    expect(expected('cards', [{ title: 'A', actions: ['x'] }])).toEqual([
      'an object whose actions are objects',
    ])
    expect(expected('cards', [{ title: 'A', actions: [{ ...action, href: 'x' }] }])).toEqual([
      'without the keys href: actions have text, type, payload, uri',
    ])
  })
})

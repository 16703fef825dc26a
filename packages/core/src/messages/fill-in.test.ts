import { describe, expect, it } from '@jest/globals'
import { aContact, aConversationState, aMember, asPrincipal } from '../../testing/index.ts'
import type { Templates } from '../kernel/index.ts'
import { filledIn, variablesOf } from './fill-in.ts'

/** Puts in the name, and refuses what has a tag. */
const templates: Templates = {
  render: (template) => (template.includes('{%') ? null : template.replaceAll('{{ name }}', 'Grace')),
}

const filled = (text: string) => filledIn(text, () => ({}), templates)

describe('filling in a text', () => {
  it('puts in what is marked', () => {
    expect(filled('Hi {{ name }}')).toBe('Hi Grace')
  })

  it('leaves code as it is', () => {
    expect(filled('`{{ name }}` is {{ name }}, ```\n{{ name }}\n```')).toBe(
      '`{{ name }}` is Grace, ```\n{{ name }}\n```',
    )
    expect(filled('`{{ name }}`')).toBe('`{{ name }}`')
  })

  it('leaves a text as it is that is no sound template, or becomes nothing, or too long', () => {
    expect(filled('{% if {{ name }}')).toBe('{% if {{ name }}')
    const making = (text: string): Templates => ({ render: () => text })
    expect(filledIn('{{ x }}', () => ({}), making(' '))).toBe('{{ x }}')
    expect(filledIn('{{ x }}', () => ({}), making('x'.repeat(150_001)))).toBe('{{ x }}')
  })

  it('asks nobody about a text without marks', () => {
    const never: Templates = {
      render: () => {
        throw new Error('There is nothing to fill in')
      },
    }
    expect(filledIn('Hi', () => ({}), never)).toBe('Hi')
  })

  it('needs somebody who can', () => {
    expect(filledIn('Hi {{ name }}', () => ({}), undefined)).toBe('Hi {{ name }}')
  })
})

describe('what texts are filled in with', () => {
  it('is about the contact, the conversation, the inbox, the account and who writes', () => {
    const contact = aContact({ name: 'Grace Brewster Hopper', customAttributes: { plan: 'pro' } })
    const agent = asPrincipal(aMember({ name: 'Ada Lovelace' }))
    expect(variablesOf(aConversationState({ contact }), agent)).toMatchObject({
      contact: {
        name: 'Grace Brewster Hopper',
        first_name: 'Grace',
        last_name: 'Hopper',
        custom_attribute: { plan: 'pro' },
      },
      conversation: { display_id: 1 },
      inbox: { name: 'Website' },
      account: { id: 1 },
      agent: { name: 'Ada Lovelace', first_name: 'Ada', last_name: 'Lovelace' },
    })
  })
})

import { describe, expect, it } from '@jest/globals'
import type { ConversationFact } from '@parlance/core'
import {
  AT,
  ada,
  conversation,
  grace,
  named,
  names,
  recorded,
  reply,
  tell,
  typing,
  webhookContact,
} from './told.fixtures.ts'

const changesIn = (fact: ConversationFact) => {
  const told = tell([fact])
  expect(told.map(({ name }) => name)).toEqual(['conversation_updated'])
  return (told[0]?.body as { changed_attributes: unknown } | undefined)?.changed_attributes
}

describe('a change of one attribute', () => {
  it('is told with its priority', () => {
    const fact: ConversationFact = { type: 'conversation.priority-changed', at: AT, to: 'urgent' }
    expect(changesIn(fact)).toEqual([{ priority: { previous_value: null, current_value: 'urgent' } }])
    expect(named('conversation_updated', [fact])).toMatchObject({ ...conversation, priority: 'urgent' })
  })

  it('is told with its custom attributes', () => {
    const customAttributes = { order: 2 }
    const fact: ConversationFact = { type: 'conversation.attributes-changed', at: AT, customAttributes }
    expect(changesIn(fact)).toEqual([
      { custom_attributes: { previous_value: { order: 1 }, current_value: { order: 2 } } },
    ])
  })

  it('is told with its labels', () => {
    const fact: ConversationFact = { type: 'conversation.tagged', at: AT, tags: ['vip', 'late'] }
    expect(changesIn(fact)).toEqual([
      { label_list: { previous_value: ['vip'], current_value: ['vip', 'late'] } },
    ])
  })
})

describe('a muted conversation', () => {
  it('is told as a contact that was blocked', () => {
    const fact: ConversationFact = { type: 'conversation.mute-changed', at: AT, muted: true }
    expect(tell([fact])).toEqual([
      {
        name: 'contact_updated',
        body: {
          ...webhookContact,
          blocked: true,
          event: 'contact_updated',
          changed_attributes: [{ blocked: { previous_value: false, current_value: true } }],
        },
      },
    ])
  })
})

describe('a look at the conversation', () => {
  const seen: ConversationFact = { type: 'conversation.seen-by-contact', at: AT + 5 }

  it('of the contact is told once, with the newest message that it read', () => {
    const second = recorded({ kind: 'outgoing', content: 'And?' }, { type: 'member', member: ada })
    const told = tell([reply, second, seen]).slice(-1)
    expect(told).toMatchObject([
      {
        name: 'message_updated',
        body: {
          content: 'And?',
          status: 'read',
          changed_attributes: [{ status: { previous_value: 'sent', current_value: 'read' } }],
        },
      },
    ])
  })

  it('of the contact is not told when there was nothing to read, or nothing new', () => {
    expect(names([seen])).toEqual([])
    expect(names([recorded({}), seen])).toEqual(['message_created', 'conversation_updated'])
    expect(names([reply, seen, seen]).filter((name) => name === 'message_updated')).toHaveLength(1)
  })

  it('of an agent is not told', () => {
    const fact: ConversationFact = {
      type: 'conversation.seen-by-agent',
      at: AT,
      agentLastSeenAt: AT,
      assigneeLastSeenAt: null,
      unreadCount: 0,
    }
    expect(tell([fact])).toEqual([])
  })
})

describe('typing', () => {
  it('is told with the member who writes a note', () => {
    expect(named('conversation_typing_on', [typing(true, { type: 'member', member: ada }, true)])).toEqual({
      event: 'conversation_typing_on',
      user: { id: 7, name: 'Ada', email: 'ada@acme.test', type: 'user' },
      conversation,
      is_private: true,
    })
  })

  it('is told with the contact, and when it ends', () => {
    expect(named('conversation_typing_off', [typing(false, { type: 'contact', contact: grace })])).toEqual({
      event: 'conversation_typing_off',
      user: webhookContact,
      conversation,
      is_private: false,
    })
  })
})

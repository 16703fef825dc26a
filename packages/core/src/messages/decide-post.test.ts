import { describe, expect, it } from '@jest/globals'
import {
  aConnection,
  aContact,
  aConversation,
  aConversationState,
  aMember,
  anAgentIdentity,
  anApiKey,
  anAssignment,
  anInbox,
  aSentMessage,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { ContactPointPrincipal, Principal } from '../access/index.ts'
import { type ConversationState, type ConversationStatus, lineOf } from '../conversations/index.ts'
import { policyOf } from '../inboxes/index.ts'
import { decidePost, type PostMessage } from './decide-post.ts'
import type { MessageInput } from './message-input.ts'

const NOW = START + 60_000

const text = (overrides: Partial<MessageInput> = {}): MessageInput => ({
  kind: 'outgoing',
  private: false,
  content: 'Hello',
  contentType: 'text',
  contentAttributes: {},
  additionalAttributes: {},
  sourceId: null,
  ...overrides,
})

const incoming = text({ kind: 'incoming' })

const contactPoint: ContactPointPrincipal = {
  type: 'contact_point',
  organizationId: fixtureId(1),
  inboxId: fixtureId(21),
  sourceId: 'source-1',
}

const agent = asPrincipal(aMember(), [fixtureId(21)])

const post = (
  state: ConversationState,
  principal: Principal,
  input: MessageInput,
  more: Partial<PostMessage> = {},
) =>
  decidePost(state, {
    principal,
    input,
    about: null,
    speaker: null,
    ids: { message: fixtureId(901), activity: fixtureId(902), automatic: fixtureId(903) },
    templates: undefined,
    perMinute: 200,
    now: NOW,
    ...more,
  })

const factsOf = (state: ConversationState, principal: Principal, input: MessageInput) => {
  const decided = post(state, principal, input)
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

const refusalOf = (state: ConversationState, principal: Principal, input: MessageInput) => {
  const decided = post(state, principal, input)
  return decided.ok ? null : decided.error
}

const withStatus = (status: ConversationStatus, blocked = false) =>
  aConversationState({ conversation: aConversation({ status }), contact: aContact({ blocked }) })

describe('saying something', () => {
  it('records the message of an agent, as the agent, at the time it is given', () => {
    expect(factsOf(aConversationState(), agent, text())).toEqual([
      {
        type: 'message.recorded',
        at: NOW,
        sender: { type: 'member', member: aMember() },
        message: {
          id: fixtureId(901),
          conversationId: fixtureId(51),
          inboxId: fixtureId(21),
          kind: 'outgoing',
          private: false,
          content: 'Hello',
          contentType: 'text',
          contentAttributes: {},
          additionalAttributes: {},
          status: 'sent',
          sender: { type: 'member', id: aMember().id },
          sourceId: null,
          createdAt: NOW,
          updatedAt: NOW,
        },
      },
    ])
  })

  it('takes what comes in for the contact’s, whoever carried it', () => {
    for (const principal of [agent, contactPoint]) {
      const [fact] = factsOf(aConversationState(), principal, incoming)
      expect(fact).toMatchObject({ message: { sender: { type: 'contact', id: fixtureId(31) } } })
    }
  })

  it('takes from a page what its requester says, and nothing for the organization', () => {
    const requesterEmail = 'ada@people.test'
    const page = {
      type: 'client_key',
      organizationId: fixtureId<'organization'>(1),
      key: anApiKey({ kind: 'client' }),
      requesterEmail,
    } as const
    const state = aConversationState({ contact: aContact({ email: requesterEmail }) })
    expect(factsOf(state, page, incoming)).toMatchObject([
      { message: { kind: 'incoming', sender: { type: 'contact' } } },
    ])
    for (const input of [text(), text({ private: true })])
      expect(refusalOf(state, page, input)).toMatchObject({ code: 'access/forbidden' })
  })

  it.each<[ConversationStatus, readonly string[]]>([
    ['open', ['message.recorded']],
    ['pending', ['message.recorded']],
    ['snoozed', ['conversation.status-changed', 'message.recorded']],
    ['resolved', ['conversation.status-changed', 'message.recorded', 'message.recorded']],
  ])('from the contact into a conversation that is %s makes %j', (status, types) => {
    expect(factsOf(withStatus(status), contactPoint, incoming).map(({ type }) => type)).toEqual(types)
  })

  it('says in the conversation why a resolved one is open again', () => {
    const facts = factsOf(withStatus('resolved'), contactPoint, incoming)
    expect(facts[0]).toMatchObject({ to: 'open' })
    expect(facts[2]).toMatchObject({
      message: {
        kind: 'activity',
        content: 'System reopened the conversation due to a new incoming message.',
        contentAttributes: { activity: { type: 'conversation_status_changed', status: 'open' } },
      },
    })
  })

  it('leaves a resolved conversation to the agent identity that answers first in the inbox', () => {
    const withAgent = (status: ConversationStatus): ConversationState => {
      const state = withStatus(status)
      return { ...state, inbox: { ...state.inbox, agentIdentityId: anAgentIdentity().id } }
    }
    expect(factsOf(withAgent('resolved'), contactPoint, incoming)[0]).toMatchObject({ to: 'pending' })
    expect(factsOf(withAgent('snoozed'), contactPoint, incoming)[0]).toMatchObject({ to: 'open' })
    expect(factsOf(withAgent('open'), contactPoint, incoming)).toHaveLength(1)
  })

  it.each<[ConversationStatus]>([['resolved'], ['snoozed']])(
    'keeps what a blocked contact writes and leaves a %s conversation as it is',
    (status) => {
      expect(factsOf(withStatus(status, true), contactPoint, incoming)).toHaveLength(1)
    },
  )

  it('from an agent leaves a resolved conversation resolved', () => {
    expect(factsOf(withStatus('resolved'), agent, text())).toHaveLength(1)
  })

  it.each([
    ['nothing', text({ content: null }), 'content', 'blank'],
    ['white space', text({ content: ' \n ' }), 'content', 'blank'],
    ['more than it may', text({ content: 'x'.repeat(150_001) }), 'content', 'too_long'],
    ['a source id too long', text({ sourceId: 'x'.repeat(20_001) }), 'sourceId', 'too_long'],
  ])('refuses %s, by the name of the field', (_what, input, field, problem) => {
    expect(refusalOf(aConversationState(), agent, input)).toMatchObject({
      code: 'validation/failed',
      problems: [{ field, problem }],
    })
  })

  it('needs no words where items say it', () => {
    const card = { title: 'A', actions: [{ type: 'link', text: 'Open', uri: 'https://acme.test' }] }
    const input = text({ content: null, contentType: 'cards', contentAttributes: { items: [card] } })
    expect(refusalOf(aConversationState(), agent, input)).toBeNull()
  })
})

describe('who may say something', () => {
  it('not an agent of another inbox', () => {
    expect(refusalOf(aConversationState(), asPrincipal(aMember(), []), text())).toEqual({
      code: 'access/forbidden',
      operation: 'messages:write',
    })
  })

  it('an administrator, in every inbox', () => {
    const administrator = asPrincipal(aMember({ role: 'administrator' }), [])
    expect(refusalOf(aConversationState(), administrator, text())).toBeNull()
  })

  it('not a contact point in a conversation of another one, of which it learns nothing', () => {
    const stranger = { ...contactPoint, sourceId: 'source-2' }
    expect(refusalOf(aConversationState(), stranger, incoming)).toEqual({ code: 'conversation/not-found' })
  })

  it('a contact point in all conversations of its contact, once that is proven', () => {
    const proven = { ...contactPoint, sourceId: 'source-2', verifiedContactId: aContact().id }
    expect(refusalOf(aConversationState(), proven, incoming)).toBeNull()
  })

  it('not a contact in a note', () => {
    expect(refusalOf(aConversationState(), contactPoint, text({ private: true }))).toEqual({
      code: 'access/forbidden',
      operation: 'messages:note',
    })
  })

  it('an agent identity on a channel that ties it to the contact, unless it was released', () => {
    const identity = {
      type: 'agent_identity',
      organizationId: fixtureId<'organization'>(1),
      agentIdentity: anAgentIdentity(),
    } as const
    const { inbox } = aConversationState()
    const held = aConversationState({
      inbox: { ...inbox, channelType: 'imessage' },
      conversation: aConversation({ connection: aConnection() }),
      assignment: anAssignment({ holder: { type: 'agent_identity', id: identity.agentIdentity.id } }),
    })
    expect(refusalOf(held, identity, text())).toBeNull()
    expect(refusalOf({ ...held, assignment: null }, identity, text())).toEqual({
      code: 'assignment/released',
    })
    expect(refusalOf({ ...held, assignment: anAssignment() }, identity, text())).toEqual({
      code: 'assignment/released',
    })
    expect(refusalOf({ ...held, inbox, assignment: null }, identity, text())).toBeNull()
  })
})

describe('what goes with saying something', () => {
  const factIn = (input: MessageInput, more: Partial<PostMessage> = {}, state = aConversationState()) => {
    const decided = post(state, agent, input, more)
    if (!decided.ok) throw new Error(decided.error.code)
    return decided.value.facts
  }
  const templates = { render: (text: string) => text.replaceAll('{{ contact.name }}', 'Grace') }

  it('fills in what goes out, and nothing that comes in', () => {
    const content = 'Hi {{ contact.name }}'
    expect(factIn(text({ content }), { templates })[0]).toMatchObject({ message: { content: 'Hi Grace' } })
    expect(factIn(text({ content, private: true }), { templates })[0]).toMatchObject({
      message: { content: 'Hi Grace' },
    })
    expect(factIn({ ...incoming, content }, { templates })[0]).toMatchObject({ message: { content } })
  })

  it('names the message that it answers in both ways', () => {
    const about = aSentMessage({ number: 7, sourceId: 'wa:1' })
    expect(factIn(text({ contentAttributes: { in_reply_to: 7 } }), { about })[0]).toMatchObject({
      message: { contentAttributes: { in_reply_to: 7, in_reply_to_external_id: 'wa:1' } },
    })
  })

  it('is said by the agent identity that speaks', () => {
    const speaker = anAgentIdentity({ number: 5, name: 'Helper' })
    expect(factIn(text(), { speaker })[0]).toMatchObject({
      sender: { type: 'agent_identity', id: speaker.id, number: 5, name: 'Helper' },
      message: { sender: { type: 'agent_identity', id: speaker.id } },
    })
    expect(factIn(incoming, { speaker })[0]).toMatchObject({ sender: { type: 'contact' } })
  })

  it('is what the inbox says by itself, filled in, after what the contact said', () => {
    const settings = { greetingEnabled: true, greetingMessage: 'Hello {{ contact.name }}' }
    const state = aConversationState({ inbox: policyOf({ ...anInbox(), ...settings }) })
    expect(factIn(incoming, { templates }, state)).toMatchObject([
      { message: { kind: 'incoming' } },
      {
        sender: null,
        message: { id: fixtureId(903), kind: 'template', content: 'Hello Grace', contentType: 'text' },
      },
    ])
    expect(factIn(text(), { templates }, state)).toHaveLength(1)
  })

  it('is refused beyond what a conversation may have in a minute, until the minute is over', () => {
    const full = (minuteStartedAt: number) =>
      aConversationState({ conversation: aConversation({ minuteStartedAt, minuteMessages: 200 }) })
    expect(refusalOf(full(NOW - 59_999), agent, text())).toEqual({ code: 'message/too-many', limit: 200 })
    expect(refusalOf(full(NOW - 60_000), agent, text())).toBeNull()
    expect(post(full(NOW - 1), agent, text(), { perMinute: 201 }).ok).toBe(true)
  })

  it('is refused where only the contact itself can say what it said', () => {
    const state = aConversationState()
    const elsewhere = {
      ...state,
      inbox: { ...state.inbox, channelType: 'imessage' },
    } as ConversationState
    expect(refusalOf(elsewhere, agent, incoming)).toEqual({ code: 'message/incoming-not-taken' })
    expect(refusalOf(elsewhere, contactPoint, incoming)).toEqual({ code: 'message/incoming-not-taken' })
    expect(refusalOf(elsewhere, contactPoint, { ...incoming, line: lineOf('received') })).toBeNull()
  })
})

import { describe, expect, it } from '@jest/globals'
import {
  type ConversationFact,
  type ConversationState,
  lineOf,
  type MessageLine,
  policyOf,
  type Reaction,
  recordFacts,
  refOfAgentIdentity,
} from '@parlance/core'
import {
  aContact,
  aContactPoint,
  aConversation,
  aConversationState,
  aMember,
  aMessage,
  anAgentIdentity,
  anApiChannel,
  anAssignment,
  anInbox,
  countingIds,
  fixtureId,
} from '@parlance/core/testing'
import { imessageWebhookBodies } from './webhook-bodies.ts'
import { IMESSAGE_WEBHOOK_SCHEMAS } from './webhook-envelope.ts'

const AT = 1_750_088_476_770
const NUMBER = '+15551230001'
const identity = anAgentIdentity({ handle: 'helper', displayName: 'Helper', imessageEnabled: true })

const held: ConversationState = aConversationState({
  inbox: { ...policyOf(anInbox({ channel: anApiChannel({ type: 'imessage' }) })), name: 'Helper' },
  contact: aContact({ name: NUMBER }),
  contactPoint: aContactPoint({ sourceId: NUMBER }),
  conversation: aConversation({ createdAt: AT }),
  assignment: anAssignment({ holder: { type: 'agent_identity', id: identity.id } }),
  assignee: null,
  agentIdentity: identity,
})

const takenOver: ConversationState = { ...held, agentIdentity: null, assignee: aMember() }

const eventOf = (fact: ConversationFact, from: ConversationState) => {
  const ids = countingIds()
  const [event] = recordFacts(from, [fact], {
    actor: { type: 'system' },
    nextEventId: () => ids.next(),
    nextMessageNumber: () => 3,
  }).events
  if (!event) throw new Error('There is one event')
  return event
}

const tell = (fact: ConversationFact, from = held) => {
  const told = imessageWebhookBodies(eventOf(fact, from))
  for (const { name, body } of told) {
    const schema = IMESSAGE_WEBHOOK_SCHEMAS[name as keyof typeof IMESSAGE_WEBHOOK_SCHEMAS]
    expect(schema.parse(body)).toEqual(body)
  }
  return told
}

const bySelf = { type: 'agent_identity', ...refOfAgentIdentity(identity) } as const
const byContact = { type: 'contact', contact: held.contact } as const

const said = (line: Partial<MessageLine>, outgoing = false): ConversationFact => {
  const {
    number: _number,
    seq: _seq,
    ...message
  } = aMessage({
    kind: outgoing ? 'outgoing' : 'incoming',
    content: 'Hello',
    createdAt: AT,
  })
  return {
    type: 'message.recorded',
    at: AT,
    message: { ...message, line: lineOf(line.status ?? (outgoing ? 'queued' : 'received'), line) },
    sender: outgoing ? bySelf : byContact,
  } as ConversationFact
}

const became = (status: MessageLine['status'], more: Partial<MessageLine> = {}): ConversationFact => ({
  type: 'message.delivery-changed',
  at: AT,
  message: { message: aMessage({ kind: 'outgoing', line: lineOf('queued') }), sender: bySelf },
  line: lineOf(status, more),
})

const tapback = (direction: Reaction['direction']): ConversationFact => ({
  type: 'reaction.added',
  at: AT,
  message: { message: aMessage({ kind: 'outgoing', line: lineOf('delivered') }), sender: bySelf },
  reaction: {
    id: fixtureId(77),
    direction,
    reaction: 'love',
    customEmoji: null,
    partIndex: 0,
    createdAt: AT,
    updatedAt: AT,
  },
})

describe('what an agent identity is told', () => {
  it('is what the human says who is connected to it', () => {
    const [told, ...others] = tell(said({}))
    expect(others).toEqual([])
    expect(told).toMatchObject({
      name: 'imessage.received',
      agentIdentityId: identity.id,
      body: {
        id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
        event_type: 'imessage.received',
        timestamp: '2025-06-16T15:41:16.770Z',
        data: {
          message: { direction: 'inbound', remote_number: NUMBER, content: 'Hello', is_read: false },
          reaction: null,
          contacts: [{ id: held.contact.id, name: null, memories: [] }],
          agent_identities: [{ id: identity.id, agent_handle: 'helper', display_name: 'Helper' }],
        },
      },
    })
    expect(JSON.stringify(told)).not.toContain('is_blocked')
  })

  it('names the contact where somebody named it', () => {
    const named = { ...held, contact: aContact({ name: 'Grace' }) }
    expect(tell(said({}), named)[0]?.body).toMatchObject({ data: { contacts: [{ name: 'Grace' }] } })
  })

  it('is nothing that a rule keeps out, and nothing while it is off the channel', () => {
    expect(tell(said({ isBlocked: true }))).toEqual([])
    const off = { ...held, agentIdentity: { ...identity, imessageEnabled: false } }
    expect(tell(said({}), off)).toEqual([])
  })

  it('is that what it says is on its way, is there, or never will be', () => {
    expect(tell(said({}, true)).map(({ name }) => name)).toEqual(['imessage.sent'])
    expect(tell(said({ status: 'pending' }, true))).toEqual([])
    expect(tell(became('queued')).map(({ name }) => name)).toEqual(['imessage.sent'])
    expect(tell(became('delivered')).map(({ name }) => name)).toEqual(['imessage.delivered'])
    expect(tell(became('sent'))).toEqual([])
    const why = { errorCode: '22', errorMessage: 'Unknown number', errorReason: 'unknown', errorDetail: 'x' }
    for (const status of ['declined', 'error'] as const) {
      const [failed] = tell(became(status, why))
      expect(failed).toMatchObject({
        name: 'imessage.delivery_failed',
        body: {
          data: {
            message: { status, error_code: '22', error_message: 'Unknown number', error_reason: 'unknown' },
          },
        },
      })
    }
  })

  it('is what the human taps, and not what it taps itself', () => {
    const [told] = tell(tapback('inbound'))
    expect(told).toMatchObject({
      name: 'imessage.reaction_received',
      body: { data: { message: null, reaction: { reaction: 'love', remote_number: NUMBER } } },
    })
    expect(tell(tapback('outbound'))).toEqual([])
  })

  it('is nothing of what a member says and is told who has taken over, but what becomes of its own words', () => {
    expect(tell(said({}), takenOver)).toEqual([])
    expect(tell(tapback('inbound'), takenOver)).toEqual([])
    const fact = said({}, true) as Extract<ConversationFact, { type: 'message.recorded' }>
    expect(
      tell({ ...fact, sender: { type: 'member', member: aMember() } } as ConversationFact, takenOver),
    ).toEqual([])
    expect(tell(became('delivered'), takenOver)).toMatchObject([
      { name: 'imessage.delivered', agentIdentityId: identity.id, body: { data: { agent_identities: [] } } },
    ])
  })

  it('is nothing of other channels', () => {
    const open = { ...held, inbox: policyOf(anInbox()) }
    expect(tell(said({}), open)).toEqual([])
  })
})

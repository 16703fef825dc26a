import { describe, expect, it } from '@jest/globals'
import { type ConversationFact, HOUR, recordStart } from '@parlance/core'
import { anAgentIdentity, anAssignment, aTeam, fixtureId } from '@parlance/core/testing'
import { presentMember } from '../push/index.ts'
import { webhookBodies } from './index.ts'
import {
  AT,
  ada,
  conversation,
  grace,
  ISO,
  made,
  named,
  names,
  recorded,
  reply,
  state,
  tell,
} from './told.fixtures.ts'

describe('conversation_created', () => {
  it('tells the whole conversation', () => {
    const { number: _number, lastSeq: _lastSeq, ...fresh } = state.conversation
    const { events } = recordStart(
      { ...state, latest: null },
      [{ type: 'conversation.started', at: AT, conversation: fresh }],
      {
        actor: { type: 'system' },
        nextEventId: () => fixtureId(81),
        nextMessageNumber: () => 0,
        conversationNumber: 12,
      },
    )
    expect(events.flatMap(webhookBodies)).toEqual([
      {
        name: 'conversation_created',
        body: { ...conversation, seq: 1, event: 'conversation_created' },
      },
    ])
  })
})

describe('conversation_updated', () => {
  it('tells who holds the conversation now', () => {
    expect(tell([made])).toEqual([
      {
        name: 'conversation_updated',
        body: {
          ...conversation,
          meta: { ...conversation.meta, assignee: presentMember(ada), assignee_type: 'User' },
          event: 'conversation_updated',
          changed_attributes: [{ assignee_id: { previous_value: null, current_value: 7 } }],
        },
      },
    ])
  })

  it('tells that nobody holds it any more', () => {
    const held = {
      ...state,
      assignment: anAssignment({ holder: { type: 'member', id: ada.id } }),
      assignee: ada,
    }
    const released: ConversationFact = {
      type: 'assignment.released',
      at: AT,
      assignment: { ...held.assignment, status: 'released', releasedAt: AT, releaseReason: 'unassigned' },
    }
    expect(named('conversation_updated', [released], held)).toMatchObject({
      meta: { assignee: null, assignee_type: null },
      changed_attributes: [{ assignee_id: { previous_value: 7, current_value: null } }],
    })
  })

  it('tells the team that it is left to, and that it no longer is', () => {
    const team = aTeam({ icon: 'sun' })
    const left: ConversationFact = { type: 'conversation.team-changed', at: AT, team }
    expect(named('conversation_updated', [left])).toMatchObject({
      meta: { team: { id: 3, name: 'support', icon: 'sun', icon_color: null } },
      changed_attributes: [{ team_id: { previous_value: null, current_value: 3 } }],
    })
    expect(named('conversation_updated', [{ ...left, team: null }], { ...state, team })).toMatchObject({
      meta: { team: null },
      changed_attributes: [{ team_id: { previous_value: 3, current_value: null } }],
    })
  })

  it('tells that an agent identity holds it', () => {
    const agentIdentity = anAgentIdentity()
    const holder = { type: 'agent_identity', id: agentIdentity.id } as const
    const assignment = anAssignment({ holder })
    const byAgent: ConversationFact = { ...made, assignment, assignee: null, agentIdentity }
    expect(named('conversation_updated', [byAgent])).toMatchObject({
      meta: { assignee: { id: 5, name: 'Helper', type: 'agent_bot' }, assignee_type: 'AgentBot' },
      changed_attributes: [{ assignee_agent_bot_id: { previous_value: null, current_value: 5 } }],
    })
  })

  it('is told with the first reply, and not with the next', () => {
    const asked = { ...state, conversation: { ...state.conversation, waitingSince: AT - 5_000 } }
    expect(names([reply, reply], asked)).toEqual([
      'message_created',
      'conversation_updated',
      'message_created',
    ])
    expect(named('conversation_updated', [reply], asked)).toMatchObject({
      waiting_since: 0,
      first_reply_created_at: ISO,
      messages: [{ content: 'Hi' }],
      changed_attributes: [
        { waiting_since: { previous_value: '2025-06-16T15:41:11.770Z', current_value: null } },
        { first_reply_created_at: { previous_value: null, current_value: ISO } },
      ],
    })
  })

  it('tells the last message that the contact may see', () => {
    const bodies = tell([reply, recorded({ kind: 'outgoing', private: true, content: 'note' }), made])
    expect(bodies.at(-1)).toMatchObject({
      name: 'conversation_updated',
      body: { messages: [{ content: 'Hi' }] },
    })
  })
})

describe('conversation_status_changed', () => {
  const snoozed: ConversationFact = {
    type: 'conversation.status-changed',
    at: AT,
    to: 'snoozed',
    snoozedUntil: AT + HOUR,
  }
  const changed_attributes = [
    { status: { previous_value: 'open', current_value: 'snoozed' } },
    { snoozed_until: { previous_value: null, current_value: '2025-06-16T16:41:16.770Z' } },
  ]
  const after = { ...conversation, status: 'snoozed', snoozed_until: '2025-06-16T16:41:16.770Z' }

  it('is told together with conversation_updated', () => {
    expect(tell([snoozed])).toEqual([
      {
        name: 'conversation_status_changed',
        body: { ...after, event: 'conversation_status_changed', changed_attributes },
      },
      { name: 'conversation_updated', body: { ...after, event: 'conversation_updated', changed_attributes } },
    ])
  })

  it('is not told when a snoozed conversation is snoozed for longer', () => {
    const longer = { ...snoozed, snoozedUntil: AT + 2 * HOUR }
    expect(names([snoozed, longer])).toEqual([
      'conversation_status_changed',
      'conversation_updated',
      'conversation_updated',
    ])
  })
})

describe('can_reply', () => {
  const window = { ...state.inbox, replyTimeWindow: 24 }

  it.each([
    { given: 'no window', inbox: state.inbox, lastActivityAt: null, told: true },
    { given: 'a contact who wrote within it', inbox: window, lastActivityAt: AT - 23 * HOUR, told: true },
    { given: 'a contact who wrote before it', inbox: window, lastActivityAt: AT - 24 * HOUR, told: false },
    { given: 'a contact who never wrote', inbox: window, lastActivityAt: null, told: false },
  ])('given $given is $told', ({ inbox, lastActivityAt, told }) => {
    const from = { ...state, inbox, contact: { ...grace, lastActivityAt } }
    expect(named('conversation_updated', [made], from)).toHaveProperty('can_reply', told)
  })
})

import { describe, expect, it } from '@jest/globals'
import {
  aConversation,
  aConversationState,
  aMember,
  aMessage,
  anAssignment,
  anInbox,
  fixtureId,
  START,
} from '@parlance/core/testing'
import type { ConversationEventData, ConversationState } from '../conversations/index.ts'
import type { Actor } from '../kernel/index.ts'
import { HOUR, MINUTE } from '../kernel/index.ts'
import { measurementOf, type Span, spansIn } from './measure-event.ts'

const member = aMember()
const by: Actor = { type: 'member', id: member.id }

const event = (
  type: string,
  data: Partial<ConversationEventData> & { readonly state?: ConversationState },
  actor: Actor = by,
): Span['event'] => ({
  id: fixtureId(900),
  type,
  organizationId: fixtureId(1),
  aggregate: { type: 'conversation', id: fixtureId(51) },
  seq: 2,
  occurredAt: START + HOUR,
  actor,
  data: { state: aConversationState(), changes: {}, message: null, ...data },
})

const told = (spans: readonly Span[]) =>
  spans.map(({ measure, since, memberId }) => [measure, since, memberId])

const saying = (message: object, changes: ConversationEventData['changes'] = {}, type = 'message.recorded') =>
  told(spansIn(event(type, { message: { message: aMessage(message), sender: null }, changes })))

const outgoing = { kind: 'outgoing', sender: { type: 'member', id: member.id } } as const

describe('spansIn', () => {
  it('counts conversations and the messages that contacts see', () => {
    expect(told(spansIn(event('conversation.started', {})))).toEqual([['conversation', null, null]])
    expect(saying({ kind: 'incoming' })).toEqual([['incoming_message', null, null]])
    expect(saying(outgoing)).toEqual([['outgoing_message', null, member.id]])
    expect(saying({ ...outgoing, private: true })).toEqual([])
    expect(saying({ kind: 'activity' })).toEqual([])
    expect(saying(outgoing, {}, 'message.failed')).toEqual([])
  })

  it('measures the first answer from the beginning, and later ones since somebody waits', () => {
    const waited = { previous: START + MINUTE, current: null }
    expect(saying(outgoing, { waitingSince: waited })).toContainEqual(['reply', START + MINUTE, member.id])
    const first = { waitingSince: waited, firstReplyAt: { previous: null, current: START + HOUR } }
    expect(saying(outgoing, first)).toEqual([
      ['outgoing_message', null, member.id],
      ['first_response', START, member.id],
    ])
  })

  it('does not take a bot for somebody who answers', () => {
    const bot = { kind: 'outgoing', sender: { type: 'agent_identity', id: fixtureId(71) } } as const
    expect(saying(bot, { waitingSince: { previous: START, current: null } })).toEqual([
      ['outgoing_message', null, null],
    ])
  })

  const status = (previous: string, current: string, state: Partial<ConversationState>, actor: Actor) =>
    told(
      spansIn(
        event(
          'conversation.status-changed',
          { changes: { status: { previous, current } }, state: { ...aConversationState(), ...state } },
          actor,
        ),
      ),
    )
  const bot: Actor = { type: 'agent_identity', id: fixtureId(71) }
  const held = anAssignment()
  const answered = { conversation: aConversation({ firstReplyAt: START + 1 }) }

  it('credits who holds a conversation with resolving it, or else who did', () => {
    const holder = held.holder.type === 'member' ? held.holder.id : null
    expect(status('open', 'resolved', { assignment: held }, { type: 'system' })).toEqual([
      ['resolution', START, holder],
    ])
    expect(status('open', 'resolved', {}, by)).toEqual([['resolution', START, member.id]])
    expect(status('open', 'snoozed', {}, by)).toEqual([])
    expect(status('resolved', 'open', {}, by)).toEqual([])
  })

  it('tells what bots resolve, and what they hand off', () => {
    expect(status('pending', 'resolved', {}, bot)).toEqual([
      ['resolution', START, null],
      ['bot_resolution', START, null],
    ])
    expect(status('pending', 'resolved', answered, bot)).toEqual([['resolution', START, null]])
    expect(status('pending', 'open', {}, bot)).toEqual([['bot_handoff', START, null]])
    expect(status('pending', 'open', {}, by)).toEqual([])
  })
})

describe('measurementOf', () => {
  it('takes all the time for working time where there are no working hours', () => {
    const [span] = spansIn(
      event('conversation.status-changed', {
        changes: { status: { previous: 'open', current: 'resolved' } },
      }),
    )
    if (!span) throw new Error('There is a span')
    expect(measurementOf(span, null)).toMatchObject({ duration: HOUR, businessDuration: HOUR })
    // Monday, 9 to 10: in New York it is night.
    const inbox = anInbox({ timezone: 'America/New_York' })
    expect(measurementOf(span, inbox)).toMatchObject({ duration: HOUR, businessDuration: 0 })
    expect(measurementOf(span, inbox)).toMatchObject({ at: START + HOUR, measure: 'resolution' })
  })
})

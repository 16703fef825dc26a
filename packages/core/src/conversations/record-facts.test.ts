import { describe, expect, it } from '@jest/globals'
import {
  aConversationState,
  aMember,
  aMessage,
  anAssignment,
  countingIds,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { ConversationFact } from './conversation-facts.ts'
import { countMessages, recordFacts, recordStart } from './record-facts.ts'

const said = (id: number): ConversationFact => {
  const { number: _number, seq: _seq, ...message } = aMessage({ id: fixtureId(id) })
  return { type: 'message.recorded', at: START, message, sender: null }
}

const reopened: ConversationFact = {
  type: 'conversation.status-changed',
  at: START,
  to: 'resolved',
  snoozedUntil: null,
}

const context = () => {
  let number = 40
  const ids = countingIds()
  return {
    actor: { type: 'system' } as const,
    nextEventId: () => ids.next<'event'>(),
    nextMessageNumber: () => {
      number += 1
      return number
    },
  }
}

describe('recording facts', () => {
  it('numbers events without a gap from where the conversation was, and gives messages the number of their event', () => {
    const { events, messages, state } = recordFacts(
      aConversationState(),
      [said(71), reopened, said(72)],
      context(),
    )
    expect(events.map(({ seq, type }) => [seq, type])).toEqual([
      [2, 'message.recorded'],
      [3, 'conversation.status-changed'],
      [4, 'message.recorded'],
    ])
    expect(messages.map(({ message }) => [message.seq, message.number])).toEqual([
      [2, 41],
      [4, 42],
    ])
    expect(state.conversation.lastSeq).toBe(4)
  })

  it('tells with each event the state just after it, and nothing that came later', () => {
    const { events } = recordFacts(aConversationState(), [said(71), reopened], context())
    expect(events.map(({ data }) => data.state.conversation.status)).toEqual(['open', 'resolved'])
    expect(events.map(({ data }) => data.message?.message.id ?? null)).toEqual([fixtureId(71), null])
  })

  it('tells what each event changed, and not what it did not', () => {
    const { events } = recordFacts(aConversationState(), [said(71), reopened], context())
    expect(events.map(({ data }) => data.changes)).toEqual([
      { waitingSince: { previous: null, current: START } },
      {
        waitingSince: { previous: START, current: null },
        status: { previous: 'open', current: 'resolved' },
      },
    ])
  })

  it('tells who holds the conversation with the number that wires show', () => {
    const made = {
      type: 'assignment.made',
      at: START,
      assignment: anAssignment(),
      assignee: aMember(),
    } as const
    const { events, made: assignments } = recordFacts(aConversationState(), [made], context())
    expect(events[0]?.data.changes).toEqual({
      assignee: { previous: null, current: { type: 'member', id: aMember().id, number: aMember().number } },
    })
    expect(assignments).toEqual([anAssignment()])
  })

  it('counts the messages that need a number', () => {
    expect(countMessages([said(71), reopened, said(72)])).toBe(2)
  })
})

describe('recording a start', () => {
  it('begins at 1, with the number it is given', () => {
    const { conversation, ...start } = aConversationState()
    const { number: _number, lastSeq: _lastSeq, ...fresh } = conversation
    const started: ConversationFact = { type: 'conversation.started', at: START, conversation: fresh }
    const recording = recordStart({ ...start, latest: null }, [started, said(71)], {
      ...context(),
      conversationNumber: 12,
    })
    expect(recording.state.conversation).toMatchObject({ number: 12, lastSeq: 2, messageCount: 1 })
    expect(recording.events.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('refuses facts that begin with anything else', () => {
    const start = { ...aConversationState(), latest: null }
    expect(() => recordStart(start, [reopened], { ...context(), conversationNumber: 1 })).toThrow(
      /conversation.started/,
    )
  })
})

import { describe, expect, it } from '@jest/globals'
import { aContact, aConversation, aConversationState, anInbox } from '../../testing/index.ts'
import type { Conversation } from '../conversations/index.ts'
import { type InboxSettings, policyOf } from '../inboxes/index.ts'
import { DAY, HOUR, MINUTE } from '../kernel/index.ts'
import { automaticReply } from './automatic-replies.ts'

/** A Monday, at noon in UTC. */
const NOON = Date.UTC(2026, 0, 5, 12)

const greeting = { greetingEnabled: true, greetingMessage: 'Hello' }
const absence = { workingHoursEnabled: true, outOfOfficeMessage: 'Nobody is here' }

const reply = (
  settings: Partial<InboxSettings>,
  at: number,
  conversation: Partial<Conversation> = {},
  blocked = false,
) =>
  automaticReply(
    aConversationState({
      inbox: policyOf({ ...anInbox(), ...settings }),
      contact: aContact({ blocked }),
      conversation: aConversation(conversation),
    }),
    at,
  )

describe('a greeting', () => {
  it('is said where nobody said anything yet', () => {
    expect(reply(greeting, NOON)).toBe('Hello')
  })

  it.each<[string, Partial<InboxSettings>, Partial<Conversation>]>([
    ['it is switched off', { greetingEnabled: false, greetingMessage: 'Hello' }, {}],
    ['it has no words', { greetingEnabled: true, greetingMessage: ' ' }, {}],
    ['somebody answered', greeting, { lastOutgoingAt: NOON - DAY }],
    ['it was said', greeting, { lastTemplateAt: NOON - DAY }],
  ])('is not said when %s', (_why, settings, conversation) => {
    expect(reply(settings, NOON, conversation)).toBeNull()
  })

  it('is not said to a blocked contact', () => {
    expect(reply(greeting, NOON, {}, true)).toBeNull()
  })
})

describe('that nobody is there', () => {
  it.each([
    ['before they open', Date.UTC(2026, 0, 5, 8, 59), true],
    ['when they open', Date.UTC(2026, 0, 5, 9), false],
    ['just before they close', Date.UTC(2026, 0, 5, 16, 59), false],
    ['when they close', Date.UTC(2026, 0, 5, 17), true],
    ['on a day that is closed', Date.UTC(2026, 0, 4, 12), true],
  ])('%s: at %d, said: %s', (_when, at, said) => {
    expect(reply(absence, at)).toBe(said ? 'Nobody is here' : null)
  })

  it('follows the clock of the inbox’s time zone', () => {
    const kolkata = { ...absence, timezone: 'Asia/Kolkata' }
    expect(reply(kolkata, Date.UTC(2026, 0, 5, 3, 29))).toBe('Nobody is here')
    expect(reply(kolkata, Date.UTC(2026, 0, 5, 3, 30))).toBeNull()
    expect(reply(kolkata, Date.UTC(2026, 0, 5, 11, 30))).toBe('Nobody is here')
    // New York moves its clocks on March 8: nine o'clock is 14:00 before, and 13:00 after.
    const newYork = { ...absence, timezone: 'America/New_York' }
    expect(reply(newYork, Date.UTC(2026, 2, 6, 13, 30))).toBe('Nobody is here')
    expect(reply(newYork, Date.UTC(2026, 2, 9, 13, 30))).toBeNull()
  })

  it('takes a time zone that is none for UTC', () => {
    expect(reply({ ...absence, timezone: 'Mars/Phobos' }, NOON)).toBeNull()
    expect(reply({ ...absence, timezone: 'Mars/Phobos' }, NOON + 8 * HOUR)).toBe('Nobody is here')
  })

  it('is said once a day, by the calendar of the inbox', () => {
    const evening = NOON + 8 * HOUR
    expect(reply(absence, evening + MINUTE, { lastTemplateAt: evening })).toBeNull()
    expect(reply(absence, evening + 5 * HOUR, { lastTemplateAt: evening })).toBe('Nobody is here')
  })

  it('is not said while somebody is there after all', () => {
    const evening = NOON + 8 * HOUR
    expect(reply(absence, evening, { lastOutgoingAt: evening - 5 * MINUTE + 1 })).toBeNull()
    expect(reply(absence, evening, { lastOutgoingAt: evening - 5 * MINUTE })).toBe('Nobody is here')
  })

  it('is said instead of a greeting, which then is not due any more', () => {
    const evening = NOON + 8 * HOUR
    expect(reply({ ...absence, ...greeting }, evening)).toBe('Nobody is here')
    expect(reply({ ...absence, ...greeting }, NOON + DAY, { lastTemplateAt: evening })).toBeNull()
  })

  it('is never said by an inbox that is open all day', () => {
    const workingHours = anInbox().workingHours.map((day) => ({
      ...day,
      closedAllDay: false,
      openAllDay: true,
    }))
    expect(reply({ ...absence, workingHours }, Date.UTC(2026, 0, 4, 3))).toBeNull()
  })
})

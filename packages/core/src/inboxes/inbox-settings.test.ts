import { describe, expect, it } from '@jest/globals'
import { anApiChannel, anInbox } from '../../testing/index.ts'
import { channelAfter, settingsAfter, settingsProblems } from './inbox-settings.ts'

describe('changing an inbox', () => {
  it('leaves what is not named, and clears with null', () => {
    const before = anInbox({ greetingMessage: 'Hello', businessName: 'Acme' })
    const after = settingsAfter(before, { greetingMessage: null, timezone: undefined })
    expect(after).toMatchObject({ greetingMessage: null, businessName: 'Acme', timezone: 'UTC' })
  })

  it('changes the days that are named', () => {
    const sunday = { ...anInbox().workingHours[1], dayOfWeek: 0, closedAllDay: false }
    const after = settingsAfter(anInbox(), { workingHours: [sunday as never] })
    expect(after.workingHours).toHaveLength(7)
    expect(after.workingHours[0]).toMatchObject({ closedAllDay: false, openHour: 9 })
    expect(after.workingHours[6]).toMatchObject({ closedAllDay: true })
  })

  it('clears the address of its webhook with null or nothing', () => {
    const before = anApiChannel({ webhookUrl: 'https://hooks.acme.test' })
    expect(channelAfter(before, {}).webhookUrl).toBe('https://hooks.acme.test')
    expect(channelAfter(before, { webhookUrl: null }).webhookUrl).toBeNull()
    expect(channelAfter(before, { webhookUrl: '  ' }).webhookUrl).toBeNull()
  })
})

describe('settings that cannot be kept', () => {
  it.each([
    ['name', { name: '  ' }, {}, 'blank'],
    ['name', { name: 'x'.repeat(256) }, {}, 'too_long'],
    ['webhookUrl', {}, { webhookUrl: 'x'.repeat(2049) }, 'too_long'],
    ['agentReplyTimeWindow', {}, { additionalAttributes: { agent_reply_time_window: 0 } }, 'invalid'],
    ['openHour', { workingHours: [{ ...anInbox().workingHours[1], openHour: 24 }] }, {}, 'invalid'],
  ])('name the field %s', (field, settings, channel, problem) => {
    const problems = settingsProblems(
      { ...anInbox(), ...(settings as object) },
      { ...anApiChannel(), ...(channel as object) },
    )
    expect(problems).toMatchObject([{ field, problem }])
  })

  it('are not those of a new inbox', () => {
    expect(settingsProblems(anInbox(), anApiChannel({ webhookUrl: 'webhook.test' }))).toEqual([])
  })
})

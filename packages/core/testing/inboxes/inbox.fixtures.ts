import type { Inbox, InboxChannel, InboxSettings, NewInbox, WorkingHours } from '../../src/index.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

const nineToFive = { openHour: 9, openMinutes: 0, closeHour: 17, closeMinutes: 0 }
const closed = { openHour: null, openMinutes: null, closeHour: null, closeMinutes: null }

/** Monday to Friday from nine to five, closed at the weekend. */
const weekOf = (): readonly WorkingHours[] =>
  [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => {
    const closedAllDay = dayOfWeek === 0 || dayOfWeek === 6
    return { dayOfWeek, closedAllDay, openAllDay: false, ...(closedAllDay ? closed : nineToFive) }
  })

const someSettings = (): InboxSettings => ({
  name: 'Website',
  greetingEnabled: false,
  greetingMessage: null,
  enableEmailCollect: true,
  csatSurveyEnabled: false,
  csatConfig: {},
  enableAutoAssignment: true,
  autoAssignmentConfig: {},
  workingHoursEnabled: false,
  workingHours: weekOf(),
  outOfOfficeMessage: null,
  timezone: 'UTC',
  allowMessagesAfterResolved: true,
  lockToSingleConversation: false,
  senderNameType: 'friendly',
  businessName: null,
})

export const anApiChannel = (overrides: Partial<InboxChannel> = {}): InboxChannel => ({
  type: 'api',
  number: 1,
  identifier: 'inbox-identifier',
  webhookUrl: null,
  secret: 'channel-secret',
  hmacToken: 'hmac-token',
  hmacMandatory: false,
  additionalAttributes: {},
  ...overrides,
})

/** An inbox of the generic channel, as it is before anybody sets anything. */
export const anInbox = (overrides: Partial<Inbox> = {}): Inbox => ({
  id: fixtureId(21),
  organizationId: fixtureId(1),
  number: 1,
  ...someSettings(),
  channel: anApiChannel(),
  agentIdentityId: null,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

export const aNewInbox = (overrides: Partial<NewInbox> = {}): NewInbox => {
  const { number: _number, channel, ...inbox } = anInbox()
  const { number: _channelNumber, ...newChannel } = channel
  return { ...inbox, channel: newChannel, ...overrides }
}

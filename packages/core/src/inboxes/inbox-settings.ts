import {
  blank,
  defined,
  type FieldProblem,
  type JsonObject,
  type JsonValue,
  LONG_TEXT,
  presence,
  SHORT_TEXT,
  tooLong,
} from '../kernel/index.ts'
import type { InboxChannel, InboxSettings, WorkingHours } from './inbox.ts'

/** Longest address of an inbox's webhook, in characters. */
export const WEBHOOK_URL_LENGTH = 2048

export interface ChannelInput {
  readonly webhookUrl?: string | null | undefined
  readonly hmacMandatory?: boolean | undefined
  readonly additionalAttributes?: JsonObject | undefined
}

/** Changes to an inbox: what is left out stays, null clears. Days that `workingHours` does not name stay as they are. */
export type InboxChanges = {
  readonly [K in keyof Omit<InboxSettings, 'workingHours'>]?: InboxSettings[K] | undefined
} & {
  readonly workingHours?: readonly WorkingHours[] | undefined
  readonly channel?: ChannelInput | undefined
}

export interface InboxInput extends InboxChanges {
  readonly name: string
}

const day = (dayOfWeek: number): WorkingHours => {
  const closed = dayOfWeek === 0 || dayOfWeek === 6
  return {
    dayOfWeek,
    closedAllDay: closed,
    openAllDay: false,
    openHour: closed ? null : 9,
    openMinutes: closed ? null : 0,
    closeHour: closed ? null : 17,
    closeMinutes: closed ? null : 0,
  }
}

/** What an inbox is like before anybody sets anything. */
export const DEFAULT_SETTINGS: Omit<InboxSettings, 'name'> = {
  greetingEnabled: false,
  greetingMessage: null,
  enableEmailCollect: true,
  csatSurveyEnabled: false,
  csatConfig: {},
  enableAutoAssignment: true,
  autoAssignmentConfig: {},
  workingHoursEnabled: false,
  workingHours: [0, 1, 2, 3, 4, 5, 6].map(day),
  outOfOfficeMessage: null,
  timezone: 'UTC',
  allowMessagesAfterResolved: true,
  lockToSingleConversation: false,
  senderNameType: 'friendly',
  businessName: null,
}

/** The settings after the changes. */
export const settingsAfter = (before: InboxSettings, changes: InboxChanges): InboxSettings => {
  const { channel: _channel, workingHours, ...rest } = changes
  const named = new Map((workingHours ?? []).map((hours) => [hours.dayOfWeek, hours]))
  const after: InboxSettings = { ...before, ...defined(rest) }
  return {
    ...after,
    name: after.name.trim(),
    workingHours: before.workingHours.map((hours) => wholeDay(named.get(hours.dayOfWeek) ?? hours)),
  }
}

type ChannelSettings = Pick<InboxChannel, 'webhookUrl' | 'hmacMandatory' | 'additionalAttributes'>

/** The channel's settings after the changes; an address of nothing but white space clears it. */
export const channelAfter = (before: ChannelSettings, changes: ChannelInput): ChannelSettings => ({
  webhookUrl: changes.webhookUrl === undefined ? before.webhookUrl : presence(changes.webhookUrl),
  hmacMandatory: changes.hmacMandatory ?? before.hmacMandatory,
  additionalAttributes: changes.additionalAttributes ?? before.additionalAttributes,
})

/** What is wrong with the settings of an inbox. */
export const settingsProblems = (
  settings: InboxSettings,
  channel: ChannelSettings,
): readonly FieldProblem[] => [
  ...blank('name', settings.name),
  ...tooLong('name', settings.name, SHORT_TEXT),
  ...tooLong('greetingMessage', settings.greetingMessage, LONG_TEXT),
  ...tooLong('outOfOfficeMessage', settings.outOfOfficeMessage, LONG_TEXT),
  ...tooLong('businessName', settings.businessName, SHORT_TEXT),
  ...(isTimezone(settings.timezone) ? [] : [{ field: 'timezone', problem: 'not_included' } as const]),
  ...tooLong('webhookUrl', channel.webhookUrl, WEBHOOK_URL_LENGTH),
  ...settings.workingHours.flatMap(hoursProblems),
  ...windowProblems(channel.additionalAttributes['agent_reply_time_window']),
]

const hoursProblems = (hours: WorkingHours): readonly FieldProblem[] => {
  if (hours.closedAllDay && hours.openAllDay)
    return [{ field: 'openAllDay', problem: 'invalid', expected: 'false on a day that is closed' }]
  if (hours.closedAllDay || hours.openAllDay) return []
  const problems = [
    ...outside('openHour', hours.openHour, 23),
    ...outside('openMinutes', hours.openMinutes, 59),
    ...outside('closeHour', hours.closeHour, 23),
    ...outside('closeMinutes', hours.closeMinutes, 59),
  ]
  return problems.length === 0 &&
    minutesOf(hours.closeHour, hours.closeMinutes) <= minutesOf(hours.openHour, hours.openMinutes)
    ? [{ field: 'closeHour', problem: 'invalid', expected: 'after the opening time' }]
    : problems
}

const outside = (field: string, value: number | null, top: number): readonly FieldProblem[] => {
  if (value === null) return [{ field, problem: 'blank' }]
  const sound = Number.isInteger(value) && value >= 0 && value <= top
  return sound ? [] : [{ field, problem: 'invalid', expected: `a number from 0 to ${top}` }]
}

const minutesOf = (hour: number | null, minutes: number | null): number => (hour ?? 0) * 60 + (minutes ?? 0)

/** A day that is open all day is so from midnight to midnight, whatever hours came with it. */
const wholeDay = (hours: WorkingHours): WorkingHours =>
  hours.openAllDay && !hours.closedAllDay
    ? { ...hours, openHour: 0, openMinutes: 0, closeHour: 23, closeMinutes: 59 }
    : hours

/** Names of time zones are data that the platform has. */
const isTimezone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const windowProblems = (window: JsonValue | undefined): readonly FieldProblem[] =>
  window === undefined || window === null || (typeof window === 'number' && window > 0)
    ? []
    : [{ field: 'agentReplyTimeWindow', problem: 'invalid', expected: 'a number of hours greater than 0' }]

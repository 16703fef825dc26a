import {
  BUCKET_UNITS,
  DAY,
  HOUR,
  type Measure,
  type Period,
  type SeriesRequest,
  type Timestamp,
} from '@parlance/core'
import { z } from 'zod'
import { flag, instant, integer } from '../../kernel/index.ts'
import { sentPage } from '../kernel/index.ts'

/** How each metric is read off the tallies: how often, or how long on average. */
export const METRICS = {
  conversations_count: { measure: 'conversation', average: false },
  incoming_messages_count: { measure: 'incoming_message', average: false },
  outgoing_messages_count: { measure: 'outgoing_message', average: false },
  avg_first_response_time: { measure: 'first_response', average: true },
  avg_resolution_time: { measure: 'resolution', average: true },
  reply_time: { measure: 'reply', average: true },
  resolutions_count: { measure: 'resolution', average: false },
  bot_resolutions_count: { measure: 'bot_resolution', average: false },
  bot_handoffs_count: { measure: 'bot_handoff', average: false },
} as const satisfies Record<string, { readonly measure: Measure; readonly average: boolean }>

export type Metric = keyof typeof METRICS

const metricNames = Object.keys(METRICS) as [Metric, ...Metric[]]

/** What a report without `since` begins with: this long before its end. */
const STANDARD_LENGTH = 30 * DAY

const orNothing = (value: unknown): unknown => (value === '' || value === null ? undefined : value)

const chosen = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(orNothing, z.enum(values).optional())

const offset = z
  .preprocess((value) => {
    const sent = orNothing(value)
    return typeof sent === 'string' && /^[+-]?\d{1,2}(?:\.\d{1,4})?$/.test(sent) ? Number(sent) : sent
  }, z.number().min(-14).max(14).optional())
  .describe('Hours that the caller is ahead of UTC: where its days begin')

const periodShape = {
  since: instant.describe('The first moment, in Unix seconds; 30 days before `until` when it is left out'),
  until: instant.describe('The moment after the last, in Unix seconds; now when it is left out'),
}

const rangeShape = {
  ...periodShape,
  business_hours: flag.describe('Whether only time in the working hours of the inbox counts'),
}

export const SUBJECT_TYPES = ['account', 'agent', 'inbox', 'label', 'team'] as const

export type SubjectType = (typeof SUBJECT_TYPES)[number]

const subjectShape = {
  type: chosen(SUBJECT_TYPES).describe('What is reported on; the account when it is left out'),
  id: integer.describe('The agent, inbox, label or team'),
}

export const reportQuerySchema = z.object({
  ...subjectShape,
  ...rangeShape,
  metric: z.enum(metricNames).describe('What is counted or measured'),
  group_by: chosen(BUCKET_UNITS).describe('How long one point is; a day when it is left out'),
  timezone_offset: offset,
})

export const reportSummaryQuerySchema = z.object({ ...subjectShape, ...rangeShape })

export const reportRangeQuerySchema = z.object(rangeShape)

export const reportPeriodQuerySchema = z.object(periodShape)

export const reportTableQuerySchema = z.object({
  ...rangeShape,
  group_by: chosen(BUCKET_UNITS).describe('How long one row is; a day when it is left out'),
  timezone_offset: offset,
})

export const trafficQuerySchema = z.object({ ...periodShape, timezone_offset: offset })

export const conversationReportQuerySchema = z.object({
  type: chosen(['account', 'agent']).describe('`account` for one line, `agent` for a line for each agent'),
  page: sentPage,
})

export const liveQuerySchema = z.object({
  team_id: integer.describe('Only the conversations of this team'),
})

export const groupedLiveQuerySchema = z.object({
  group_by: z.string().optional().describe('`assignee_id` or `team_id`'),
})

type Range = { readonly since?: number | null | undefined; readonly until?: number | null | undefined }

/** The period that is asked for. */
export const toPeriod = ({ since, until }: Range, now: Timestamp): Period => {
  const end = until ?? now
  return { since: since ?? end - STANDARD_LENGTH, until: end }
}

type Grain = Pick<z.output<typeof reportTableQuerySchema>, 'group_by' | 'timezone_offset'>

/** How fine the series is, and where its days begin. */
export const toGrain = (query: Grain): Pick<SeriesRequest, 'unit' | 'offset'> => ({
  unit: query.group_by ?? 'day',
  offset: Math.round((query.timezone_offset ?? 0) * HOUR),
})

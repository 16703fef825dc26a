import type {
  Group,
  LiveCounts,
  LiveGroup,
  LiveGrouping,
  Member,
  Point,
  ReportLine,
  StatusCounts,
  Summary,
  Tallies,
  Tally,
} from '@parlance/core'
import { SECOND } from '@parlance/core'
import { z } from 'zod'
import { availabilitySchema, unixSeconds, unixSecondsSchema } from '../push/index.ts'
import { METRICS, type Metric } from './report-query.ts'

export const reportSchema = z
  .array(
    z.object({
      value: z.number().describe('How often it happened, or how many seconds it took on average'),
      timestamp: unixSecondsSchema.describe('When the point begins, in Unix seconds'),
      count: z.int().optional().describe('How many are averaged; absent where the value counts'),
    }),
  )
  .meta({ id: 'Report', description: 'One metric over time, oldest first' })

/** Seconds on average; null when nothing was measured. */
export const averageSeconds = ({ count, duration }: Tally): number | null =>
  count === 0 ? null : duration / count / SECOND

export const presentReport = (metric: Metric, points: readonly Point[]): z.output<typeof reportSchema> =>
  points.map((point) => {
    const timestamp = unixSeconds(point.at)
    return METRICS[metric].average
      ? { value: averageSeconds(point) ?? 0, timestamp, count: point.count }
      : { value: point.count, timestamp }
  })

const totalsSchema = z
  .object({
    conversations_count: z.int().describe('Conversations that were started'),
    incoming_messages_count: z.int().describe('Messages from contacts'),
    outgoing_messages_count: z.int().describe('Messages to contacts'),
    avg_first_response_time: z.number().describe('Seconds until the first answer, on average'),
    avg_resolution_time: z.number().describe('Seconds until a conversation was resolved, on average'),
    resolutions_count: z.int().describe('How often a conversation was resolved'),
    reply_time: z.number().describe('Seconds that contacts waited for later answers, on average'),
  })
  .meta({ id: 'ReportTotals', description: 'Everything that is measured, over one period' })

export const reportSummarySchema = totalsSchema
  .extend({ previous: totalsSchema })
  .meta({ id: 'ReportSummary', description: 'The totals of a period and of the equally long one before it' })

const presentTotals = (tallies: Tallies): z.output<typeof totalsSchema> => ({
  conversations_count: tallies.conversation.count,
  incoming_messages_count: tallies.incoming_message.count,
  outgoing_messages_count: tallies.outgoing_message.count,
  avg_first_response_time: averageSeconds(tallies.first_response) ?? 0,
  avg_resolution_time: averageSeconds(tallies.resolution) ?? 0,
  resolutions_count: tallies.resolution.count,
  reply_time: averageSeconds(tallies.reply) ?? 0,
})

export const presentReportSummary = ({
  current,
  previous,
}: Summary): z.output<typeof reportSummarySchema> => ({
  ...presentTotals(current),
  previous: presentTotals(previous),
})

export const summaryReportSchema = z
  .array(
    z.object({
      id: z.int().describe('The agent, inbox, label or team'),
      conversations_count: z.int().describe('Conversations that were started'),
      resolved_conversations_count: z.int().describe('How often a conversation was resolved'),
      avg_resolution_time: z.number().nullable().describe('In seconds; null when none was resolved'),
      avg_first_response_time: z.number().nullable().describe('In seconds; null when nobody answered'),
      avg_reply_time: z.number().nullable().describe('In seconds; null when nobody waited'),
    }),
  )
  .meta({ id: 'SummaryReport', description: 'A line for each agent, inbox, label or team' })

const NOTHING: Tally = { count: 0, duration: 0 }

/** Those that are reported on, in their order, with their tallies, if they have any. */
export const presentSummaryReport = (
  subjects: readonly { readonly number: number; readonly key: string }[],
  groups: readonly Group[],
): z.output<typeof summaryReportSchema> => {
  const tallies = new Map(groups.map((group) => [group.key, group.tallies]))
  return subjects.map(({ number, key }) => {
    const own = tallies.get(key)
    return {
      id: number,
      conversations_count: own?.conversation.count ?? 0,
      resolved_conversations_count: own?.resolution.count ?? 0,
      avg_resolution_time: averageSeconds(own?.resolution ?? NOTHING),
      avg_first_response_time: averageSeconds(own?.first_response ?? NOTHING),
      avg_reply_time: averageSeconds(own?.reply ?? NOTHING),
    }
  })
}

export const liveCountsSchema = z
  .object({
    open: z.int().describe('Open conversations'),
    unattended: z.int().describe('Open ones whose contact waits for an answer'),
    unassigned: z.int().describe('Open ones that nobody holds'),
    pending: z.int().describe('Pending conversations'),
  })
  .meta({ id: 'LiveCounts', description: 'Conversations as they are now' })

export const presentLiveCounts = (counts: LiveCounts): z.output<typeof liveCountsSchema> => ({
  open: counts.open,
  unattended: counts.unattended,
  unassigned: counts.unassigned,
  pending: counts.pending,
})

export const agentLiveCountsSchema = z
  .array(
    z.object({
      id: z.int().describe('The agent'),
      name: z.string(),
      email: z.string(),
      thumbnail: z.string(),
      availability: availabilitySchema,
      metric: z
        .object({
          open: z.int().describe('Open conversations that the agent holds'),
          unattended: z.int().describe('Those of them whose contact waits for an answer'),
        })
        .describe('The conversations of the agent as they are now'),
    }),
  )
  .meta({ id: 'AgentLiveCounts', description: 'A line for each agent' })

export const conversationReportSchema = z.union([liveCountsSchema, agentLiveCountsSchema])

export const presentAgentLiveCounts = (
  members: readonly Member[],
  counts: ReadonlyMap<string | null, LiveCounts>,
): z.output<typeof agentLiveCountsSchema> =>
  members.map((member) => ({
    id: member.number,
    name: member.name,
    email: member.email,
    thumbnail: '',
    availability: member.availability,
    metric: {
      open: counts.get(member.id)?.open ?? 0,
      unattended: counts.get(member.id)?.unattended ?? 0,
    },
  }))

export const groupedLiveCountsSchema = z
  .array(
    z.object({
      assignee_id: z.int().nullable().optional().describe('The agent; null for those that no agent holds'),
      team_id: z.int().nullable().optional().describe('The team; null for those of no team'),
      open: z.int().describe('Open conversations'),
      unattended: z.int().describe('Open ones whose contact waits for an answer'),
      unassigned: z.int().describe('Open ones that nobody holds'),
    }),
  )
  .meta({ id: 'GroupedLiveCounts', description: 'Conversations as they are now, by who holds them' })

export const presentGroupedLiveCounts = (
  by: LiveGrouping,
  groups: readonly LiveGroup[],
  lines: readonly ReportLine[],
): z.output<typeof groupedLiveCountsSchema> => {
  const numbers = new Map<string | null, number>(lines.map(({ key, number }) => [key, number]))
  return groups.map(({ key, open, unattended, unassigned }) => ({
    [by === 'member' ? 'assignee_id' : 'team_id']: numbers.get(key) ?? null,
    open,
    unattended,
    unassigned,
  }))
}

const statusCountsSchema = z.object({
  open: z.int().describe('Open now'),
  resolved: z.int().describe('Resolved now'),
  pending: z.int().describe('Pending now'),
  snoozed: z.int().describe('Snoozed now'),
  total: z.int().describe('All of them'),
})

export const channelReportSchema = z
  .record(z.string(), statusCountsSchema)
  .meta({ id: 'ChannelReport', description: 'Conversations by the type of their channel' })

export const presentStatusCounts = (counts: StatusCounts): z.output<typeof statusCountsSchema> => ({
  open: counts.open,
  resolved: counts.resolved,
  pending: counts.pending,
  snoozed: counts.snoozed,
  total: counts.open + counts.resolved + counts.pending + counts.snoozed,
})

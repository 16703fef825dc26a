import {
  type Conversation,
  type LiveCounts,
  MEASURES,
  type Measurement,
  type MeasurementStore,
  type MemberId,
  type OrganizationId,
  type Period,
  type ReportQueries,
  type Scope,
  type Tallies,
  type Tally,
  type TeamId,
} from '../../src/index.ts'
import type { Tables, WritableTables } from '../memory-database.ts'

export const memoryMeasurementStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): MeasurementStore => ({
  record: async (measurements) => {
    for (const measurement of measurements) {
      const key = `${measurement.eventId} ${measurement.measure}`
      if (!tables.measurements.get(organizationId, key)) {
        tables.measurements.insert(organizationId, key, measurement)
      }
    }
  },
})

const NOBODY = 'nobody'

const teamOf = (tables: Tables, organizationId: OrganizationId, conversationId: string): TeamId | null =>
  tables.conversations.get(organizationId, conversationId)?.teamId ?? null

/** Who holds each conversation now, of those that a member holds. */
const holders = (tables: Tables, organizationId: OrganizationId): ReadonlyMap<string, MemberId> =>
  new Map(
    tables.assignments
      .of(organizationId)
      .flatMap(({ conversationId, holder, status }) =>
        status === 'active' && holder.type === 'member' ? [[conversationId, holder.id] as const] : [],
      ),
  )

/** What a measurement counts for, as it is now. */
interface Counted extends Measurement {
  readonly worker: MemberId | null
  readonly teamId: TeamId | null
  readonly tags: readonly string[]
}

const within = (
  tables: Tables,
  organizationId: OrganizationId,
  { since, until }: Period,
): readonly Counted[] => {
  const held = holders(tables, organizationId)
  return tables.measurements
    .of(organizationId)
    .filter(({ at }) => since <= at && at < until)
    .map((one) => ({
      ...one,
      worker: one.measure === 'conversation' ? (held.get(one.conversationId) ?? null) : one.memberId,
      teamId: teamOf(tables, organizationId, one.conversationId),
      tags: tables.conversations.get(organizationId, one.conversationId)?.conversation.tags ?? [],
    }))
}

const concerns = (one: Counted, scope: Scope): boolean => {
  switch (scope.type) {
    case 'organization':
      return true
    case 'member':
      return one.worker === scope.id
    case 'inbox':
      return one.inboxId === scope.id
    case 'team':
      return one.teamId === scope.id
    case 'tag':
      return one.tags.includes(scope.tag)
  }
}

const tally = (found: readonly Measurement[], businessHours: boolean): Tally => ({
  count: found.length,
  duration: found.reduce((sum, one) => sum + (businessHours ? one.businessDuration : one.duration), 0),
})

const tallies = (found: readonly Measurement[], businessHours: boolean): Tallies =>
  Object.fromEntries(
    MEASURES.map((measure) => [
      measure,
      tally(
        found.filter((one) => one.measure === measure),
        businessHours,
      ),
    ]),
  ) as Tallies

const keysOf = (one: Counted, by: Scope['type']): readonly string[] => {
  if (by === 'tag') return one.tags
  if (by === 'inbox') return [one.inboxId]
  if (by === 'team') return one.teamId === null ? [] : [one.teamId]
  return one.worker === null ? [] : [one.worker]
}

const live = (conversations: readonly Conversation[], isHeld: (one: Conversation) => boolean): LiveCounts => {
  const open = conversations.filter(({ status }) => status === 'open')
  return {
    open: open.length,
    unattended: open.filter((one) => one.firstReplyAt === null || one.waitingSince !== null).length,
    unassigned: open.filter((one) => !isHeld(one)).length,
    pending: conversations.filter(({ status }) => status === 'pending').length,
  }
}

export const memoryReportQueries = (tables: Tables): ReportQueries => {
  const conversationsOf = (organizationId: OrganizationId) =>
    tables.conversations.of(organizationId).map(({ conversation }) => conversation)
  const isHeldIn = (organizationId: OrganizationId) => {
    const held = new Set(
      tables.assignments
        .of(organizationId)
        .flatMap((one) => (one.status === 'active' ? one.conversationId : [])),
    )
    return ({ id }: Conversation) => held.has(id)
  }
  return {
    series: async (organizationId, { measure, scope, period, starts, businessHours }) => {
      const found = within(tables, organizationId, period).filter(
        (one) => one.measure === measure && concerns(one, scope),
      )
      return starts.map((start, place) => {
        const end = starts[place + 1] ?? Number.POSITIVE_INFINITY
        return tally(
          found.filter(({ at }) => start <= at && at < end),
          businessHours,
        )
      })
    },
    totals: async (organizationId, { scope, period, businessHours }) =>
      tallies(
        within(tables, organizationId, period).filter((one) => concerns(one, scope)),
        businessHours,
      ),
    grouped: async (organizationId, { by, period, businessHours }) => {
      const found = within(tables, organizationId, period)
      const keys = new Set(found.flatMap((one) => keysOf(one, by)))
      return [...keys].map((key) => ({
        key,
        tallies: tallies(
          found.filter((one) => keysOf(one, by).includes(key)),
          businessHours,
        ),
      }))
    },
    live: async (organizationId, teamId) =>
      live(
        conversationsOf(organizationId).filter(
          ({ id }) => teamId === null || teamOf(tables, organizationId, id) === teamId,
        ),
        isHeldIn(organizationId),
      ),
    liveBy: async (organizationId, by) => {
      const held = holders(tables, organizationId)
      const keyOf = ({ id }: Conversation) =>
        (by === 'member' ? held.get(id) : teamOf(tables, organizationId, id)) ?? NOBODY
      const active = conversationsOf(organizationId).filter(
        ({ status }) => status === 'open' || status === 'pending',
      )
      return [...Map.groupBy(active, keyOf)].map(([key, conversations]) => ({
        key: key === NOBODY ? null : (key as MemberId | TeamId),
        ...live(conversations, isHeldIn(organizationId)),
      }))
    },
    statuses: async (organizationId, period) => {
      const started = new Set(
        within(tables, organizationId, period).flatMap((one) =>
          one.measure === 'conversation' ? one.conversationId : [],
        ),
      )
      const groups = Map.groupBy(
        conversationsOf(organizationId).filter(({ id }) => started.has(id)),
        ({ inboxId }) => inboxId,
      )
      return [...groups].map(([inboxId, conversations]) => {
        const count = (status: Conversation['status']) =>
          conversations.filter((one) => one.status === status).length
        return {
          inboxId,
          counts: {
            open: count('open'),
            resolved: count('resolved'),
            pending: count('pending'),
            snoozed: count('snoozed'),
          },
        }
      })
    },
  }
}

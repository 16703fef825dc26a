import {
  type Group,
  MEASURES,
  type Measure,
  type OrganizationId,
  type ReportQueries,
  type Tallies,
  type Tally,
} from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { liveQueries } from './live-queries.ts'
import { duration, groupedBy, measuredIn, narrowedTo } from './scopes.ts'

const MOST_GROUPS = 10_000

interface TallyRow {
  readonly count: number
  /** A sum of bigint is numeric, which comes as text. */
  readonly duration: string
}

type MeasureRow = TallyRow & { readonly measure: Measure }

const NOTHING: Tally = { count: 0, duration: 0 }

const toTally = ({ count, duration: total }: TallyRow): Tally => ({ count, duration: Number(total) })

const toTallies = (rows: readonly MeasureRow[]): Tallies => {
  const found = new Map(rows.map((row) => [row.measure, toTally(row)]))
  return Object.fromEntries(MEASURES.map((measure) => [measure, found.get(measure) ?? NOTHING])) as Tallies
}

const toGroups = (rows: readonly (MeasureRow & { readonly key: string })[]): readonly Group[] =>
  [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => ({ key, tallies: toTallies(own) }))

/** Answers reports from the measurements. */
export const createReportQueries = (db: Database): ReportQueries => ({
  ...liveQueries(db),
  series: async (organizationId, { measure, scope, period, starts, businessHours }) => {
    const { join, condition } = narrowedTo(scope)
    const { rows } = await sql<TallyRow & { readonly bucket: number }>`
      select width_bucket(measured.at, ${starts.map(toIso)}::timestamptz[]) as bucket,
        count(*) as count, ${duration(businessHours)} as duration
      from measurements as measured
      ${join}
      where ${measuredIn(organizationId, period)} and measured.measure = ${measure} and ${condition}
      group by bucket`.execute(db.of(organizationId))
    const found = new Map(rows.map((row) => [row.bucket, toTally(row)]))
    return starts.map((_start, place) => found.get(place + 1) ?? NOTHING)
  },
  totals: async (organizationId, { scope, period, businessHours }) => {
    const { join, condition } = narrowedTo(scope)
    const { rows } = await sql<MeasureRow>`
      select measured.measure, count(*) as count, ${duration(businessHours)} as duration
      from measurements as measured
      ${join}
      where ${measuredIn(organizationId, period)} and measured.measure = any(${ALL}) and ${condition}
      group by measured.measure`.execute(db.of(organizationId))
    return toTallies(rows)
  },
  grouped: async (organizationId: OrganizationId, { by, period, businessHours }) => {
    const { join, key } = groupedBy(by)
    const { rows } = await sql<MeasureRow & { readonly key: string }>`
      select ${key} as key, measured.measure, count(*) as count, ${duration(businessHours)} as duration
      from measurements as measured
      ${join}
      where ${measuredIn(organizationId, period)} and measured.measure = any(${ALL}) and ${key} is not null
      group by 1, measured.measure
      limit ${MOST_GROUPS * MEASURES.length}`.execute(db.of(organizationId))
    return toGroups(rows).slice(0, MOST_GROUPS)
  },
})

/** Named one by one, so that the index by measure and time is used. */
const ALL = [...MEASURES]

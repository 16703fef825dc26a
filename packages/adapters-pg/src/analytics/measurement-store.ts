import type { Measurement, MeasurementStore, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import { arrayText } from '../kernel/array-text.ts'
import type { Executor } from '../kernel/database.ts'
import { listed } from '../kernel/recordset.ts'
import { fromMeasurement, MEASUREMENT_COLUMNS } from './measurement-rows.ts'

type Column = keyof typeof MEASUREMENT_COLUMNS

const COLUMNS = Object.keys(MEASUREMENT_COLUMNS) as Column[]

/** The values of each column as a list: read sooner than JSON, and there is a row for nearly every message. */
const listsOf = (measurements: readonly Measurement[]) => {
  const rows = measurements.map(fromMeasurement)
  return COLUMNS.map((column) => {
    const values = arrayText(rows.map((row) => row[column]))
    return sql`${values}::${sql.raw(MEASUREMENT_COLUMNS[column])}[]`
  })
}

/** Keeps measurements, many in one statement; those that are kept already stay as they are. */
export const createMeasurementStore = (db: Executor, organizationId: OrganizationId): MeasurementStore => ({
  record: async (measurements) => {
    if (measurements.length === 0) return
    const columns = sql.raw(listed(MEASUREMENT_COLUMNS))
    await sql`
      insert into measurements (organization_id, ${columns})
      select ${organizationId}::uuid, ${columns}
      from unnest(${sql.join(listsOf(measurements))}) as row (${columns})
      on conflict do nothing`.execute(db)
  },
})

import type { MeasurementStore, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toJson } from '../kernel/json.ts'
import { declared, listed } from '../kernel/recordset.ts'
import { fromMeasurement, MEASUREMENT_COLUMNS } from './measurement-rows.ts'

/** Keeps measurements, many in one statement; those that are kept already stay as they are. */
export const createMeasurementStore = (db: Executor, organizationId: OrganizationId): MeasurementStore => ({
  record: async (measurements) => {
    if (measurements.length === 0) return
    const columns = sql.raw(listed(MEASUREMENT_COLUMNS))
    await sql`
      insert into measurements (organization_id, ${columns})
      select ${organizationId}::uuid, ${columns}
      from json_to_recordset(${toJson(measurements.map(fromMeasurement))}::json)
        as row (${sql.raw(declared(MEASUREMENT_COLUMNS))})
      on conflict do nothing`.execute(db)
  },
})

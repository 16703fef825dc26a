import type { MeasurementStore, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { insertListed } from '../kernel/insert-listed.ts'
import { MEASUREMENT_COLUMNS } from './measurement-rows.ts'

/** Keeps measurements, many in one statement; those that are kept already stay as they are. */
export const createMeasurementStore = (db: Executor, organizationId: OrganizationId): MeasurementStore => ({
  record: async (measurements) => {
    if (measurements.length === 0) return
    const insert = insertListed(organizationId, 'measurements', MEASUREMENT_COLUMNS, measurements)
    await sql`${insert} on conflict do nothing`.execute(db)
  },
})

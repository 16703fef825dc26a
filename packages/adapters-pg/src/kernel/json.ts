import type { JsonObject } from '@parlance/core'
import type { ColumnType } from 'kysely'

/** A `jsonb` column of objects: pg would turn a JavaScript array into a Postgres array, so text is what is written. */
export type JsonColumn<T = JsonObject> = ColumnType<T, string, string>

export const toJson = (value: unknown): string => JSON.stringify(value)

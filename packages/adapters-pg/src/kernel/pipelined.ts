import type { Pool } from 'pg'

/** Whether the connections of the pool take a statement before the one before it is answered. */
export const isPipelined = (pool: Pool): boolean => pool.options.pipeline === true

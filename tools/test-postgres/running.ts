import type { RunningPostgres } from './start-postgres.ts'

/** What the setup of a test run hands to its teardown. */
export const running: { postgres?: RunningPostgres } = {}

import type { Id, IdSource } from '@parlance/core'
import { v7 } from 'uuid'

/** Makes UUIDs of version 7. Within the process each sorts after the one before, also when the clock is put back. */
export const uuidIds: IdSource = { next: <K extends string>() => v7() as Id<K> }

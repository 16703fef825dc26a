import type { Timestamp } from '@parlance/core'
import { z } from 'zod'

/** A moment as this API writes it: ISO 8601, in UTC. */
export const instantSchema = z.iso.datetime()

/** A moment in ISO 8601. */
export const presentInstant = (at: Timestamp): string => new Date(at).toISOString()

import type { Timestamp } from '@parlance/core'
import { z } from 'zod'

export const supportTimeSchema = z.string().describe('ISO 8601, in UTC')

/** A moment as the support API writes it. */
export const supportTime = (at: Timestamp): string => new Date(at).toISOString()

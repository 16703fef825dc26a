import type { WorkingHours } from '@parlance/core'
import { z } from 'zod'
import { flag, integer, requiredInteger } from '../../kernel/index.ts'

export const workingHoursSchema = z
  .object({
    day_of_week: z.int().min(0).max(6).describe('0 is Sunday'),
    closed_all_day: z.boolean(),
    open_hour: z.int().nullable().describe('0–23; null on a day that is closed'),
    open_minutes: z.int().nullable().describe('0–59; null on a day that is closed'),
    close_hour: z.int().nullable().describe('0–23; null on a day that is closed'),
    close_minutes: z.int().nullable().describe('0–59; null on a day that is closed'),
    open_all_day: z.boolean(),
  })
  .meta({ id: 'WorkingHours', description: 'When an inbox answers on one day of the week' })

export const workingHoursInputSchema = z
  .object({
    day_of_week: requiredInteger.pipe(z.int().min(0).max(6)).describe('0 is Sunday'),
    closed_all_day: flag,
    open_hour: integer.describe('0–23'),
    open_minutes: integer.describe('0–59'),
    close_hour: integer.describe('0–23'),
    close_minutes: integer.describe('0–59'),
    open_all_day: flag,
  })
  .meta({ id: 'WorkingHoursInput', description: 'When an inbox is to answer on one day of the week' })

/** The hours of one day. */
export const presentWorkingHours = (hours: WorkingHours): z.output<typeof workingHoursSchema> => ({
  day_of_week: hours.dayOfWeek,
  closed_all_day: hours.closedAllDay,
  open_hour: hours.openHour,
  open_minutes: hours.openMinutes,
  close_hour: hours.closeHour,
  close_minutes: hours.closeMinutes,
  open_all_day: hours.openAllDay,
})

/** What the engine is asked for. */
export const toWorkingHours = (input: z.output<typeof workingHoursInputSchema>): WorkingHours => ({
  dayOfWeek: input.day_of_week,
  closedAllDay: input.closed_all_day ?? false,
  openAllDay: input.open_all_day ?? false,
  openHour: input.open_hour ?? null,
  openMinutes: input.open_minutes ?? null,
  closeHour: input.close_hour ?? null,
  closeMinutes: input.close_minutes ?? null,
})

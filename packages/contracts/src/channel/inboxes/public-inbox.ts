import type { Inbox } from '@parlance/core'
import { z } from 'zod'
import { presentWorkingHours, workingHoursSchema } from './working-hours.ts'

export const publicInboxSchema = z
  .object({
    identifier: z.string().describe('Names the inbox in the public API'),
    identity_validation_enabled: z.boolean().describe('Whether contacts must prove who they are'),
    name: z.string(),
    timezone: z.string(),
    working_hours: z.array(workingHoursSchema),
    working_hours_enabled: z.boolean(),
    csat_survey_enabled: z.boolean(),
    greeting_enabled: z.boolean(),
  })
  .meta({ id: 'PublicInbox', description: 'An inbox, as anybody may see it' })

/** An inbox, as anybody may see it. */
export const presentPublicInbox = (inbox: Inbox): z.output<typeof publicInboxSchema> => ({
  identifier: inbox.channel.identifier,
  identity_validation_enabled: inbox.channel.hmacMandatory,
  name: inbox.name,
  timezone: inbox.timezone,
  working_hours: inbox.workingHours.map(presentWorkingHours),
  working_hours_enabled: inbox.workingHoursEnabled,
  csat_survey_enabled: inbox.csatSurveyEnabled,
  greeting_enabled: inbox.greetingEnabled,
})

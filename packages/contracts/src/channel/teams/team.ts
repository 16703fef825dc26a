import { inTeam, type Principal, type Team } from '@parlance/core'
import { z } from 'zod'
import { isoMillis, isoMillisSchema } from '../push/index.ts'

const fields = {
  id: z.int(),
  name: z.string().describe('The name, in lower case'),
  description: z.string().nullable(),
  allow_auto_assign: z.boolean(),
  icon: z.string().nullable(),
  icon_color: z.string().nullable(),
  account_id: z.int(),
}

export const teamSchema = z
  .object({ ...fields, is_member: z.boolean() })
  .meta({ id: 'Team', description: 'Members who answer together, whatever the inbox' })

export type TeamModel = z.output<typeof teamSchema>

export const teamListSchema = z.array(teamSchema)

const presentFields = (team: Team, accountNumber: number) => ({
  id: team.number,
  name: team.name,
  description: team.description,
  allow_auto_assign: team.allowAutoAssign,
  icon: team.icon,
  icon_color: team.iconColor,
  account_id: accountNumber,
})

/** A team, to the one who asked. */
export const presentTeam = (team: Team, accountNumber: number, viewer: Principal): TeamModel => ({
  ...presentFields(team, accountNumber),
  is_member: viewer.type === 'member' && inTeam(viewer, team.id),
})

export const teamRowSchema = z
  .object({ ...fields, created_at: isoMillisSchema, updated_at: isoMillisSchema })
  .meta({ id: 'TeamRow', description: 'A team, as the answer to an assignment tells it' })

/** A team, as the answer to an assignment tells it. */
export const presentTeamRow = (team: Team, accountNumber: number): z.output<typeof teamRowSchema> => ({
  ...presentFields(team, accountNumber),
  created_at: isoMillis(team.createdAt),
  updated_at: isoMillis(team.updatedAt),
})

export const teamPushSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    icon: z.string().nullable(),
    icon_color: z.string().nullable(),
  })
  .meta({ id: 'TeamPush', description: 'A team, as events tell it' })

/** A team, as events tell it. */
export const presentTeamPush = ({
  number,
  name,
  icon,
  iconColor,
}: Team): z.output<typeof teamPushSchema> => ({
  id: number,
  name,
  icon,
  icon_color: iconColor,
})

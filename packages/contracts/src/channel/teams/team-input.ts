import type { TeamChanges } from '@parlance/core'
import { z } from 'zod'
import { flag, text } from '../../kernel/index.ts'

const fields = {
  name: text.describe('Kept in lower case; unique in the account'),
  description: text,
  allow_auto_assign: flag.describe('True when it is left out'),
  icon: text,
  icon_color: text,
}

export const createTeamSchema = z.object(fields).meta({ id: 'CreateTeam', description: 'A team to make' })

export const updateTeamSchema = z
  .object(fields)
  .meta({ id: 'UpdateTeam', description: 'What is to change of a team' })

/** What the engine is asked for. */
export const toTeamChanges = (input: z.output<typeof updateTeamSchema>): TeamChanges => ({
  name: input.name === null ? '' : input.name,
  description: input.description,
  allowAutoAssign: input.allow_auto_assign ?? undefined,
  icon: input.icon,
  iconColor: input.icon_color,
})

export const teamMembersSchema = z
  .object({
    user_ids: z
      .preprocess((ids) => (ids === '' ? [] : ids), z.array(z.union([z.int(), z.string()])).max(1_000))
      .describe('The ids of agents; one that is a string is the id of nobody'),
  })
  .meta({ id: 'TeamMembers', description: 'Agents of a team' })

/** A number that no member has. */
const NOBODY = -1

/** What the engine is asked for. */
export const toTeamMembers = (teamNumber: number, input: z.output<typeof teamMembersSchema>) => ({
  teamNumber,
  memberNumbers: input.user_ids.map((id) => (typeof id === 'number' ? id : NOBODY)),
})

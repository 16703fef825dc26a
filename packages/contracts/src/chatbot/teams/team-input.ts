import type { Acceptance, InvitationInput, TeamChanges, TeamId } from '@parlance/core'
import { z } from 'zod'

export const createBotTeamSchema = z
  .object({
    name: z.string().min(1).max(255),
    description: z.string().max(10_000).nullish().describe('What it is for'),
  })
  .meta({ id: 'CreateWorkTeam', description: 'A team that is to be made' })

/** The settings of a team that is to be made. */
export const toBotTeam = ({ name, description }: z.output<typeof createBotTeamSchema>): TeamChanges => ({
  name,
  description,
})

export const inviteSchema = z
  .object({
    email: z.string().min(3).max(255).describe('Where the invitation is mailed to'),
    role: z
      .enum(['administrator', 'agent'])
      .default('agent')
      .describe('What it may do in the organization; who works there already keeps its role'),
  })
  .meta({ id: 'Invite', description: 'Who is to be invited into a team' })

/** An invitation to a team. */
export const toInvitation = (
  teamId: string,
  { email, role }: z.output<typeof inviteSchema>,
): InvitationInput => ({ teamId: teamId as TeamId, email, role })

export const acceptInvitationSchema = z
  .object({
    token: z.string().min(1).max(512).describe('The code that was mailed'),
    name: z
      .string()
      .max(255)
      .optional()
      .describe('What the new member is called; the part of its address before the @ when it is left out'),
    password: z
      .string()
      .max(128)
      .optional()
      .describe('12–128 characters; needed by who does not work in the organization yet'),
  })
  .meta({ id: 'AcceptInvitation', description: 'What somebody accepts an invitation with' })

/** What somebody accepts an invitation with. */
export const toAcceptance = (sent: z.output<typeof acceptInvitationSchema>): Acceptance => sent

export const shareBotSchema = z
  .object({ bot_id: z.uuid().describe('The bot that is shared') })
  .meta({ id: 'ShareBot', description: 'A bot that is to be shared with a team' })

import type { Member, Team } from '@parlance/core'
import { z } from 'zod'
import { integer } from '../../kernel/index.ts'
import { agentBotSlimSchema, agentSchema, presentAgent } from '../access/index.ts'
import { presentTeamRow, teamRowSchema } from '../teams/index.ts'

export const assignConversationSchema = z
  .object({
    assignee_id: integer.describe(
      'The agent; null, or the id of nobody, takes the conversation from its holder',
    ),
    assignee_type: z.enum(['User', 'AgentBot']).nullish().describe('`User` when it is left out'),
    team_id: integer.describe(
      'The team; null, or the id of none, takes the conversation from its team. Only looked at without an `assignee_id`',
    ),
  })
  .meta({ id: 'AssignConversation', description: 'Who is to hold a conversation' })

export const assigneeSchema = z
  .union([agentSchema, agentBotSlimSchema, teamRowSchema])
  .nullable()
  .describe('Who holds the conversation now, or the team that it is left to')

/** Who holds a conversation now. */
export const presentAssignee = (
  { assignee }: { readonly assignee: Member | null },
  accountNumber: number,
): z.output<typeof assigneeSchema> => assignee && presentAgent(assignee, accountNumber)

/** The team that a conversation is left to now. */
export const presentLeftTo = (
  { team }: { readonly team: Team | null },
  accountNumber: number,
): z.output<typeof assigneeSchema> => team && presentTeamRow(team, accountNumber)

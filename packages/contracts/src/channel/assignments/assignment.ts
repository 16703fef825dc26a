import type { Member } from '@parlance/core'
import { z } from 'zod'
import { integer } from '../../kernel/index.ts'
import { agentBotSlimSchema, agentSchema, presentAgent } from '../access/index.ts'

export const assignConversationSchema = z
  .object({
    assignee_id: integer.describe(
      'The agent; null, or the id of nobody, takes the conversation from its holder',
    ),
    assignee_type: z.enum(['User', 'AgentBot']).nullish().describe('`User` when it is left out'),
    team_id: integer.describe('There are no teams: any id is of an unknown one, and changes nothing'),
  })
  .meta({ id: 'AssignConversation', description: 'Who is to hold a conversation' })

export const assigneeSchema = z
  .union([agentSchema, agentBotSlimSchema])
  .nullable()
  .describe('Who holds the conversation now')

/** Who holds a conversation now. */
export const presentAssignee = (
  { assignee }: { readonly assignee: Member | null },
  accountNumber: number,
): z.output<typeof assigneeSchema> => assignee && presentAgent(assignee, accountNumber)

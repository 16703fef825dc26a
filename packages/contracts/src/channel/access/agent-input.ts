import { type MemberChanges, type MemberInput, MOST_INVITED } from '@parlance/core'
import { z } from 'zod'
import { flag, requiredText, text } from '../../kernel/index.ts'
import { availabilitySchema } from '../push/index.ts'
import { agentRoleSchema } from './agent.ts'

export const createAgentSchema = z
  .object({
    email: requiredText.describe('What the agent signs in with; unique'),
    name: text.describe('The part of the e-mail address before the @ when it is left out'),
    role: agentRoleSchema.nullish().describe('`agent` when it is left out'),
    availability: availabilitySchema.nullish(),
    auto_offline: flag,
  })
  .meta({ id: 'CreateAgent', description: 'A member to add' })

export type CreateAgent = z.output<typeof createAgentSchema>

/** What the engine is asked for. */
export const toMemberInput = (input: CreateAgent): MemberInput => ({
  email: input.email,
  name: input.name || undefined,
  role: input.role ?? 'agent',
  availability: input.availability ?? undefined,
  autoOffline: input.auto_offline ?? undefined,
})

export const updateAgentSchema = z
  .object({
    name: text,
    role: agentRoleSchema.nullish(),
    availability: availabilitySchema.nullish(),
    auto_offline: flag,
  })
  .meta({ id: 'UpdateAgent', description: 'What is to change of a member' })

/** What the engine is asked for. */
export const toMemberChanges = (input: z.output<typeof updateAgentSchema>): MemberChanges => ({
  name: input.name ?? undefined,
  role: input.role ?? undefined,
  availability: input.availability ?? undefined,
  autoOffline: input.auto_offline ?? undefined,
})

export const inviteAgentsSchema = z
  .object({ emails: z.array(z.string()).max(MOST_INVITED).describe('What the agents sign in with') })
  .meta({ id: 'InviteAgents', description: 'Members to add' })

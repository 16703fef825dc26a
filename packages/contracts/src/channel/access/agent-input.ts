import type { MemberInput } from '@parlance/core'
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

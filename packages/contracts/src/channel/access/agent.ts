import type { Member, Role } from '@parlance/core'
import { z } from 'zod'
import { availabilitySchema, thumbnailUrl } from '../push/index.ts'

export const agentRoleSchema = z.enum(['agent', 'administrator'])

export type AgentRole = z.output<typeof agentRoleSchema>

export const agentSchema = z
  .object({
    id: z.int(),
    account_id: z.int(),
    availability_status: availabilitySchema,
    auto_offline: z.boolean(),
    confirmed: z.boolean(),
    email: z.string(),
    provider: z.string(),
    available_name: z.string(),
    name: z.string(),
    role: agentRoleSchema,
    thumbnail: z.string(),
  })
  .meta({ id: 'Agent', description: 'A member of the account' })

export type Agent = z.output<typeof agentSchema>

/** The wire knows two roles: an owner is an administrator to it. */
export const presentRole = (role: Role): AgentRole => (role === 'agent' ? 'agent' : 'administrator')

/** A member, to those who work with them: with the e-mail address. */
export const presentAgent = (member: Member, accountNumber: number): Agent => ({
  id: member.number,
  account_id: accountNumber,
  availability_status: member.availability,
  auto_offline: member.autoOffline,
  confirmed: member.confirmed,
  email: member.email,
  provider: 'email',
  available_name: member.displayName ?? member.name,
  name: member.name,
  role: presentRole(member.role),
  thumbnail: thumbnailUrl(member.avatar),
})

/** Several members, in their order. */
export const presentAgents = (members: readonly Member[], accountNumber: number): Agent[] =>
  members.map((member) => presentAgent(member, accountNumber))

export const agentListSchema = z.array(agentSchema)

export const agentPayloadSchema = z.object({ payload: agentListSchema })

export const createdAgentSchema = agentSchema
  .extend({
    access_token: z
      .string()
      .optional()
      .describe('What the agent calls this API with. Told this once; absent from a repeated answer'),
  })
  .meta({ id: 'CreatedAgent', description: 'A member that was just added' })

export type CreatedAgent = z.output<typeof createdAgentSchema>

/** A member that was just added, with the token that is told only once. */
export const presentCreatedAgent = (
  added: { readonly member: Member; readonly accessToken: string | null },
  accountNumber: number,
): CreatedAgent => ({
  ...presentAgent(added.member, accountNumber),
  ...(added.accessToken !== null && { access_token: added.accessToken }),
})

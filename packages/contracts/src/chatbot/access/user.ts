import type { Member, Organization, Team } from '@parlance/core'
import { z } from 'zod'
import { instantSchema, presentInstant } from '../kernel/index.ts'

export const userSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    email_verified: z.boolean().describe('Whether a code that was mailed there came back'),
    totp_enabled: z.boolean().describe('Whether signing in asks for a one-time code'),
    role: z.enum(['owner', 'administrator', 'agent']),
    organization_id: z.uuid(),
    api_access_token: z
      .string()
      .optional()
      .describe('What the channel API is called with for as long as this session lasts'),
    created_at: instantSchema,
  })
  .meta({ id: 'User', description: 'A member, as it sees itself' })

export type WireUser = z.output<typeof userSchema>

/** A member with what is known of how it signs in. */
export interface ToldUser {
  readonly member: Member
  readonly totpEnabled: boolean
  /** Left out, the user is shown without one. */
  readonly apiAccessToken?: string | undefined
}

/** A member, as it sees itself. */
export const presentUser = ({ member, totpEnabled, apiAccessToken }: ToldUser): WireUser => ({
  id: member.id,
  email: member.email,
  name: member.name,
  email_verified: member.confirmed,
  totp_enabled: totpEnabled,
  role: member.role,
  organization_id: member.organizationId,
  ...(apiAccessToken !== undefined && { api_access_token: apiAccessToken }),
  created_at: presentInstant(member.createdAt),
})

const myOrganizationSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    account_id: z.int().describe('What the channel API knows the organization by'),
    created_at: instantSchema,
  })
  .meta({ id: 'MyOrganization', description: 'The organization that the caller works for' })

const myTeamSchema = z
  .object({ id: z.uuid(), name: z.string() })
  .meta({ id: 'MyTeam', description: 'A team that the caller belongs to' })

export const meSchema = z
  .object({
    user: userSchema,
    organization: myOrganizationSchema,
    role: z.enum(['owner', 'administrator', 'agent']),
    teams: z.array(myTeamSchema),
  })
  .meta({ id: 'Me', description: 'Who calls, and where it belongs' })

/** Who calls, and where it belongs. */
export const presentMe = ({
  organization,
  teams,
  ...user
}: ToldUser & {
  readonly organization: Organization
  readonly teams: readonly Team[]
}): z.output<typeof meSchema> => ({
  user: presentUser(user),
  organization: {
    id: organization.id,
    name: organization.name,
    account_id: organization.number,
    created_at: presentInstant(organization.createdAt),
  },
  role: user.member.role,
  teams: teams.map(({ id, name }) => ({ id, name })),
})

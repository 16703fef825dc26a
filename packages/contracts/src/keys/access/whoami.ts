import type { AgentIdentity, ApiKey, Member, Organization } from '@parlance/core'
import { z } from 'zod'
import { isoSchema, presentOrganizationId } from '../../agent-messaging/kernel/index.ts'
import { presentApiKey, presentMaker } from './api-key.ts'

const keySchema = z
  .object({
    auth_type: z.literal('api_key').describe('The caller came with a key'),
    auth_subtype: z
      .enum(['api_key.admin_scoped', 'api_key.agent_scoped.claimed'])
      .describe('Whether the key is the organization’s, or one of an agent identity'),
    organization_id: z.string().describe('The organization that the key belongs to'),
    created_by: z.string().describe('Who made the key'),
    creator_type: z.enum(['human', 'agent']).describe('Whether a person made it, or software'),
    key_id: z.string().describe('The id of the key; of the identity, when it came with its own token'),
    label: z.string().describe('What the key is called'),
    description: z.string().nullable().describe('What it is there for'),
    created_at: isoSchema.describe('When it was made'),
    last_used_at: isoSchema.nullable().describe('When it was last used; null for never'),
    expires_at: isoSchema.nullable().describe('When it ends by itself; null for never'),
  })
  .meta({ id: 'WhoamiKey', description: 'A caller with a key' })

const memberSchema = z
  .object({
    auth_type: z.literal('jwt').describe('The caller is a member'),
    auth_subtype: z.null().describe('Nothing is told apart among members: always null'),
    user_id: z.string().describe('The id of the member'),
    email: z.string().describe('What the member signs in with'),
    name: z.string().describe('What the member is called'),
    organization_id: z.string().describe('The organization that the member works for'),
    org_role: z.enum(['owner', 'administrator', 'agent']).describe('What the member may do there'),
    org_slug: z.string().describe('The organization’s name as a part of an address'),
  })
  .meta({ id: 'WhoamiMember', description: 'A caller who is a member' })

export const whoamiSchema = z
  .union([keySchema, memberSchema])
  .meta({ id: 'Whoami', description: 'Who calls' })

type Whoami = z.output<typeof whoamiSchema>

/** A caller with a key of the organization or of an agent identity. */
export const presentKeyCaller = (key: ApiKey): Whoami => {
  const { organization_id, created_by, creator_type, id, label, description, ...times } = presentApiKey(key)
  const { created_at, last_used_at, expires_at } = times
  return {
    auth_type: 'api_key',
    auth_subtype: key.kind === 'identity' ? 'api_key.agent_scoped.claimed' : 'api_key.admin_scoped',
    organization_id,
    created_by,
    creator_type,
    key_id: id,
    label,
    description,
    created_at,
    last_used_at,
    expires_at,
  }
}

/** An agent identity that came with its own token, which is no key and has no record. */
export const presentIdentityCaller = (identity: AgentIdentity): Whoami => ({
  auth_type: 'api_key',
  auth_subtype: 'api_key.agent_scoped.claimed',
  organization_id: presentOrganizationId(identity.organizationId),
  ...presentMaker({ type: 'system' }),
  key_id: identity.id,
  label: identity.name,
  description: identity.description,
  created_at: new Date(identity.createdAt).toISOString(),
  last_used_at: null,
  expires_at: null,
})

/** A member, however it came in. */
export const presentMemberCaller = (member: Member, organization: Organization): Whoami => ({
  auth_type: 'jwt',
  auth_subtype: null,
  user_id: member.id,
  email: member.email,
  name: member.name,
  organization_id: presentOrganizationId(organization.id),
  org_role: member.role,
  org_slug: slugOf(organization),
})

const slugOf = ({ name, number }: Organization): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || String(number)

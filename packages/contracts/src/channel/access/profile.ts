import type { Myself, Organization } from '@parlance/core'
import { z } from 'zod'
import {
  availabilitySchema,
  freeObjectSchema,
  isoMillisOrNull,
  isoMillisSchema,
  thumbnailUrl,
} from '../push/index.ts'
import { agentRoleSchema, presentRole } from './agent.ts'

const profileAccountSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    status: z.enum(['active', 'suspended']).describe('Whether the account is in use'),
    onboarding_step: z.string().nullable(),
    active_at: isoMillisSchema.nullable(),
    role: agentRoleSchema,
    permissions: z.array(z.string()),
    availability: availabilitySchema,
    availability_status: availabilitySchema,
    auto_offline: z.boolean(),
    api_and_webhooks: z.boolean(),
  })
  .meta({ id: 'ProfileAccount', description: 'An account that the caller belongs to' })

export const profileSchema = z
  .object({
    access_token: z.string(),
    account_id: z.int(),
    available_name: z.string(),
    avatar_url: z.string(),
    confirmed: z.boolean(),
    display_name: z.string().nullable(),
    message_signature: z.string().nullable(),
    email: z.string(),
    id: z.int(),
    inviter_id: z.int().nullable(),
    name: z.string(),
    provider: z.string(),
    pubsub_token: z.string(),
    custom_attributes: freeObjectSchema.optional().describe('Absent when there are none'),
    role: agentRoleSchema,
    ui_settings: freeObjectSchema,
    uid: z.string(),
    type: z.string().nullable(),
    accounts: z.array(profileAccountSchema),
  })
  .meta({ id: 'Profile', description: 'The member who calls' })

export type Profile = z.output<typeof profileSchema>

/** The caller, as it sees itself. Of the access token only a digest is kept, so the answer has the one that was presented. */
export const presentProfile = (
  { member, profile }: Myself,
  organization: Organization,
  accessToken: string,
): Profile => ({
  access_token: accessToken,
  account_id: organization.number,
  available_name: member.displayName ?? member.name,
  avatar_url: thumbnailUrl(member.avatar),
  confirmed: member.confirmed,
  display_name: member.displayName,
  message_signature: profile.messageSignature,
  email: member.email,
  id: member.number,
  inviter_id: null,
  name: member.name,
  provider: 'email',
  pubsub_token: profile.pubsubToken ?? '',
  ...(Object.keys(profile.customAttributes).length > 0 && { custom_attributes: profile.customAttributes }),
  role: presentRole(member.role),
  ui_settings: profile.uiSettings,
  uid: member.email,
  type: null,
  accounts: [
    {
      id: organization.number,
      name: organization.name,
      status: organization.status,
      onboarding_step: null,
      active_at: isoMillisOrNull(profile.activeAt),
      role: presentRole(member.role),
      permissions: [presentRole(member.role)],
      availability: member.availability,
      availability_status: member.availability,
      auto_offline: member.autoOffline,
      api_and_webhooks: true,
    },
  ],
})

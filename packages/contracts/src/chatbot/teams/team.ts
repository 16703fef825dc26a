import type { Invitation, Invited, Member, TeamInCompany } from '@parlance/core'
import { z } from 'zod'
import { instantSchema, listSchema, presentInstant } from '../kernel/index.ts'

export const botTeamSchema = z
  .object({
    id: z.uuid(),
    name: z.string().describe('The name, in lower case; no other team of the organization has it'),
    description: z.string().nullable().describe('What it is for'),
    members_count: z.int().describe('How many members it has'),
    shared_bots: z
      .array(
        z
          .object({ id: z.uuid(), name: z.string() })
          .meta({ id: 'SharedBot', description: 'A bot whose inboxes the members of a team see' }),
      )
      .describe('The bots that are shared with it: its members see their inboxes, and what is said there'),
    created_at: instantSchema,
    updated_at: instantSchema,
  })
  .meta({ id: 'WorkTeam', description: 'Members who work together' })

export const botTeamListSchema = listSchema(botTeamSchema).meta({
  id: 'WorkTeamList',
  description: 'Part of the teams',
})

/** A team, with what is shared with it. */
export const presentBotTeam = ({
  team,
  members,
  sharedAgentIdentities,
}: TeamInCompany): z.output<typeof botTeamSchema> => ({
  id: team.id,
  name: team.name,
  description: team.description,
  members_count: members,
  shared_bots: sharedAgentIdentities.map(({ id, name }) => ({ id, name })),
  created_at: presentInstant(team.createdAt),
  updated_at: presentInstant(team.updatedAt),
})

export const colleagueSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'administrator', 'agent']),
    created_at: instantSchema,
  })
  .meta({ id: 'WorkTeamMember', description: 'A member, as others see it' })

export const colleagueListSchema = listSchema(colleagueSchema).meta({
  id: 'WorkTeamMemberList',
  description: 'Part of the members of a team',
})

/** A member, as others see it. */
export const presentColleague = ({
  id,
  email,
  name,
  role,
  createdAt,
}: Member): z.output<typeof colleagueSchema> => ({
  id,
  email,
  name,
  role,
  created_at: presentInstant(createdAt),
})

export const invitationSchema = z
  .object({
    id: z.uuid(),
    team_id: z.uuid().describe('The team that it leads to'),
    email: z.string(),
    role: z.enum(['administrator', 'agent']),
    invited_by: z.uuid().nullable().describe('The member who invited; null where it was a key'),
    created_at: instantSchema,
    expires_at: instantSchema.describe('From then on it cannot be accepted'),
  })
  .meta({ id: 'Invitation', description: 'Somebody is asked to work in the organization, in a team' })

export const invitationListSchema = listSchema(invitationSchema).meta({
  id: 'InvitationList',
  description: 'Part of the invitations to a team',
})

/** An invitation, without what accepts it. */
export const presentInvitation = (invitation: Invitation): z.output<typeof invitationSchema> => ({
  id: invitation.id,
  team_id: invitation.teamId,
  email: invitation.email,
  role: invitation.role,
  invited_by: invitation.invitedBy,
  created_at: presentInstant(invitation.createdAt),
  expires_at: presentInstant(invitation.expiresAt),
})

export const invitedSchema = z
  .object({
    status: z
      .enum(['pending', 'accepted'])
      .describe('`accepted` where the person works in the organization already: then it is in the team now'),
    invitation: invitationSchema.nullable().describe('What was mailed; null where nothing had to be'),
    member: colleagueSchema.nullable().describe('Who was taken into the team; null where it was invited'),
  })
  .meta({ id: 'Invited', description: 'What came of inviting somebody' })

/** What came of inviting somebody. */
export const presentInvited = ({ invitation, member }: Invited): z.output<typeof invitedSchema> => ({
  status: invitation ? 'pending' : 'accepted',
  invitation: invitation && presentInvitation(invitation),
  member: member && presentColleague(member),
})

export const acceptedSchema = z
  .object({ user: colleagueSchema.describe('The member') })
  .meta({ id: 'AcceptedInvitation', description: 'Who accepted the invitation' })

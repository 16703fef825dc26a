import {
  acceptedSchema,
  acceptInvitationSchema,
  cutList,
  invitationListSchema,
  invitedSchema,
  inviteSchema,
  listQuerySchema,
  presentColleague,
  presentInvitation,
  presentInvited,
  presentList,
  toAcceptance,
  toInvitation,
} from '@parlance/contracts'
import type { InvitationId, TeamId } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { openDoor, staffDoor } from '../kernel/doors.ts'
import { teamParams } from './team-params.ts'

const PATH = '/api/v1/teams/{id}'

const INVITING = { tag: 'Teams', door: staffDoor, operation: 'teams:invite' } as const

const invite = route(
  {
    ...INVITING,
    methods: ['post'],
    path: `${PATH}/invite`,
    operationId: 'inviteToTeam',
    summary: 'Invite somebody into a team',
    description:
      'Mails a code that is good once, for seven days; the one that was mailed before is good no longer. Whoever works in the organization already is taken into the team at once.',
    params: teamParams,
    body: inviteSchema,
    reply: invitedSchema,
    status: 201,
    errors: [
      'access/forbidden',
      'team/not-found',
      'invitation/too-many',
      'mail/unavailable',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.teams.invite(caller.principal, toInvitation(params.id, body), options),
      presentInvited,
    ),
)

const list = route(
  {
    ...INVITING,
    methods: ['get'],
    path: `${PATH}/invitations`,
    operationId: 'listInvitations',
    summary: 'Who is invited into a team, and has not answered',
    params: teamParams,
    query: listQuerySchema,
    reply: invitationListSchema,
    errors: ['access/forbidden', 'team/not-found'],
  },
  async ({ engine, caller, params, query }) =>
    shown(await engine.teams.invitations(caller.principal, params.id as TeamId), (invitations) =>
      presentList(cutList(invitations, query), query, presentInvitation),
    ),
)

const revoke = route(
  {
    ...INVITING,
    methods: ['delete'],
    path: `${PATH}/invitations/{invitation_id}`,
    operationId: 'revokeInvitation',
    summary: 'Take an invitation back',
    params: teamParams.extend({ invitation_id: z.uuid().describe('The id of the invitation') }),
    reply: 'empty',
    status: 204,
    errors: ['access/forbidden', 'invitation/not-found'],
  },
  async ({ engine, caller, params, options }) =>
    engine.teams.revokeInvitation(
      caller.principal,
      { teamId: params.id as TeamId, id: params.invitation_id as InvitationId },
      options,
    ),
)

const accept = route(
  {
    methods: ['post'],
    path: '/api/v1/teams/invitations/accept',
    operationId: 'acceptInvitation',
    summary: 'Accept an invitation',
    description:
      'Makes who has the code a member of the organization, in the team that it was invited to. It signs nobody in: that takes the password.',
    tag: 'Teams',
    door: openDoor,
    body: acceptInvitationSchema,
    reply: acceptedSchema,
    errors: [
      'invitation/not-found',
      'organization/suspended',
      'member/email-taken',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, body, options }) =>
    shown(await engine.teams.acceptInvitation(toAcceptance(body), options), (member) => ({
      user: presentColleague(member),
    })),
)

/** Who is invited into teams. */
export const invitationRoutes = [invite, list, revoke, accept]

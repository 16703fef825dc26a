import { presentProfile, profileSchema } from '@parlance/contracts'
import { ok } from '@parlance/core'
import { route } from '../../../kernel/route.ts'
import { profileDoor } from '../kernel/doors.ts'

const profile = route(
  {
    // Some clients post to read it.
    methods: ['get', 'post'],
    path: '/api/v1/profile',
    operationId: 'getProfile',
    summary: 'Who calls',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:read',
    reply: profileSchema,
    errors: [],
  },
  async ({ caller }) => ok(presentProfile(caller.principal.member, caller.organization, caller.token)),
)

/** Who calls. */
export const profileRoutes = [profile]

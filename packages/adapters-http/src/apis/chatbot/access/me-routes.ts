import { meSchema, presentMe } from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { memberDoor } from '../kernel/doors.ts'

const me = route(
  {
    methods: ['get'],
    path: '/api/v1/auth/me',
    operationId: 'getMe',
    summary: 'Who calls',
    tag: 'Signing in',
    door: memberDoor,
    operation: 'profile:read',
    reply: meSchema,
    errors: ['access/unknown-credential', 'access/forbidden'],
  },
  async ({ engine, caller }) => {
    const { principal, organization, token } = caller
    const teams = await engine.teams.list(principal)
    if (!teams.ok) return teams
    const own = teams.value.filter(({ id }) => principal.teamIds.includes(id))
    const { totpEnabled, apiAccessToken } = (await engine.signIn.own(principal)).value
    return shown(await engine.access.profile(principal), ({ member }) =>
      presentMe({
        member,
        totpEnabled,
        // Who came with a token of its own has one.
        apiAccessToken: apiAccessToken ?? token,
        organization,
        teams: own,
      }),
    )
  },
)

/** Who calls. */
export const meRoutes = [me]

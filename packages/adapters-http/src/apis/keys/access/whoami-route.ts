import {
  presentIdentityCaller,
  presentKeyCaller,
  presentMemberCaller,
  whoamiSchema,
} from '@parlance/contracts'
import { ok } from '@parlance/core'
import { type Route, route, shown } from '../../../kernel/route.ts'
import { anyoneDoor } from '../kernel/doors.ts'

const whoami = route(
  {
    door: anyoneDoor,
    methods: ['get'],
    path: '/api/whoami',
    operationId: 'whoami',
    summary: 'Show who calls',
    tag: 'API keys',
    reply: whoamiSchema,
    errors: ['access/forbidden', 'api-key/not-found'],
  },
  async ({ engine, caller: { principal, organization } }) => {
    if (principal.type === 'member') return ok(presentMemberCaller(principal.member, organization))
    if (principal.type === 'agent_identity' && !principal.key)
      return ok(presentIdentityCaller(principal.agentIdentity))
    return shown(await engine.apiKeys.own(principal), presentKeyCaller)
  },
)

export const whoamiRoutes: readonly Route[] = [whoami]

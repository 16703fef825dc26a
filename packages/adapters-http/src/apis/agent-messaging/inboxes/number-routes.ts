import { imessageNumberListSchema } from '@parlance/contracts'
import { ok } from '@parlance/core'
import { route } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const list = route(
  {
    methods: ['get'],
    path: '/api/v1/imessage/numbers',
    operationId: 'listImessageNumbers',
    summary: 'The numbers that belong to one identity alone',
    description: 'None: identities share the lines of the gateway, and no answer names those.',
    tag: 'Numbers',
    door: agentMessagingDoor,
    operation: 'agent-identities:read',
    reply: imessageNumberListSchema,
    errors: [],
  },
  async () => ok([]),
)

/** Numbers of identities. */
export const numberRoutes = [list]

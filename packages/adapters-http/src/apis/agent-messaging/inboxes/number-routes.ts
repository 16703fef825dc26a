import {
  claimImessageNumberSchema,
  imessageNumberListSchema,
  imessageNumberSchema,
} from '@parlance/contracts'
import { err, ok } from '@parlance/core'
import type { Render, RequestProblem } from '../../../kernel/problem.ts'
import { route } from '../../../kernel/route.ts'
import type { AgentMessagingCode } from '../kernel/agent-messaging-errors.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'
import { renderAgentMessaging } from '../kernel/render.ts'

const PATH = '/api/v1/imessage/numbers'

const list = route(
  {
    methods: ['get'],
    path: PATH,
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

const NONE_TO_CLAIM: RequestProblem = {
  kind: 'request',
  status: 422,
  text: 'This server has no numbers to give away: identities share the lines of its gateway',
}

/** What clients know as having had all the numbers that there are. */
const renderClaim: Render<AgentMessagingCode> = (problem) =>
  problem === NONE_TO_CLAIM
    ? {
        status: 402,
        json: {
          detail: {
            error: 'dedicated_imessage_number_quota_exceeded',
            message: NONE_TO_CLAIM.text,
            number_type: null,
            limit: 0,
            current: 0,
            upgrade_url: null,
            contact_email: null,
          },
        },
      }
    : renderAgentMessaging(problem)

const claim = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'claimImessageNumber',
    summary: 'Claim a number for one identity alone',
    description: 'Always refused with 402: there are none, and the limit is 0.',
    tag: 'Numbers',
    door: agentMessagingDoor,
    operation: 'agent-identities:write',
    body: claimImessageNumberSchema,
    reply: imessageNumberSchema,
    status: 201,
    errors: ['access/forbidden'],
    render: renderClaim,
  },
  async () => err(NONE_TO_CLAIM),
)

/** Numbers of identities. */
export const numberRoutes = [list, claim]

import {
  identityAssertionSchema,
  imessageConversationParamsSchema,
  imessageConversationSchema,
  imessageSummaryListSchema,
  listImessageConversationsSchema,
  presentImessageConversation,
  presentImessageSummary,
  toImessagePage,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/imessage/conversations'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listImessageConversations',
    summary: 'Conversations with what was said last',
    description:
      'By their newest message in view, newest first. A conversation in which nothing is in view is not listed.',
    tag: 'Conversations',
    door: agentMessagingDoor,
    operation: 'lines:read',
    query: listImessageConversationsSchema,
    reply: imessageSummaryListSchema,
    errors: ['access/forbidden', 'agent-identity/not-found', 'agent-identity/not-enabled'],
  },
  async ({ engine, caller, query }) => {
    const { narrowing, page } = toImessagePage(query)
    const found = await engine.lines.conversations(caller.principal, narrowing, page)
    return shown(found, (all) => all.map(presentImessageSummary))
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{conversation_id}`,
    operationId: 'getImessageConversation',
    summary: 'A conversation',
    description:
      'With an `agent_identity_id` it must be of that identity: otherwise there is no such conversation.',
    tag: 'Conversations',
    door: agentMessagingDoor,
    operation: 'lines:read',
    params: imessageConversationParamsSchema,
    query: identityAssertionSchema,
    reply: imessageConversationSchema,
    errors: ['access/forbidden', 'conversation/not-found'],
  },
  async ({ engine, caller, params, query }) =>
    shown(
      await engine.lines.conversation(
        caller.principal,
        params.conversation_id,
        query.agent_identity_id ?? null,
      ),
      presentImessageConversation,
    ),
)

/** Conversations on the messaging channel. */
export const conversationRoutes = [list, show]

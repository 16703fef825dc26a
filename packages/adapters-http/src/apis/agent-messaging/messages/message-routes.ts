import {
  imessageMessageListSchema,
  imessageMessageParamsSchema,
  imessageMessageSchema,
  listImessageMessagesSchema,
  presentImessageMessage,
  toImessageMessagesQuery,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/imessage/messages'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listImessageMessages',
    summary: 'What was said',
    description: 'The newest first. That they were listed does not mark messages as read.',
    tag: 'Messages',
    door: agentMessagingDoor,
    operation: 'lines:read',
    query: listImessageMessagesSchema,
    reply: imessageMessageListSchema,
    errors: ['access/forbidden', 'agent-identity/not-found', 'conversation/not-found'],
  },
  async ({ engine, caller, query }) => {
    const asked = toImessageMessagesQuery(query)
    const found = await engine.lines.messages(caller.principal, asked.narrowing, asked.query)
    return shown(found, (all) => all.map(presentImessageMessage))
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{message_id}`,
    operationId: 'getImessageMessage',
    summary: 'A message',
    tag: 'Messages',
    door: agentMessagingDoor,
    operation: 'lines:read',
    params: imessageMessageParamsSchema,
    reply: imessageMessageSchema,
    errors: ['access/forbidden', 'message/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.lines.message(caller.principal, params.message_id), presentImessageMessage),
)

/** What was said on the messaging channel. */
export const messageRoutes = [list, show]

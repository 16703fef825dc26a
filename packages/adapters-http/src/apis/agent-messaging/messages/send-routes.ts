import {
  presentImessageMessage,
  sendImessageQuerySchema,
  sendImessageSchema,
  sentImessageSchema,
  toImessage,
} from '@parlance/contracts'
import {
  type ConnectionKey,
  type Engine,
  err,
  isPhoneNumber,
  type LineInput,
  type MessageOnLine,
  ok,
  type Result,
} from '@parlance/core'
import type { Render, RequestProblem } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import type { AgentMessagingCode } from '../kernel/agent-messaging-errors.ts'
import { type AgentMessagingCaller, agentMessagingDoor } from '../kernel/doors.ts'
import { renderAgentMessaging } from '../kernel/render.ts'

const NO_NUMBER: RequestProblem = {
  kind: 'request',
  status: 422,
  text: '`to` must be a phone number in E.164, such as +15551234567',
}

const NO_IDENTITY: RequestProblem = {
  kind: 'invalid',
  place: 'query',
  issues: [
    {
      path: ['agent_identity_id'],
      problem: 'other',
      text: 'Say which identity it is that writes to this number',
    },
  ],
}

const renderSend: Render<AgentMessagingCode> = (problem) =>
  problem === NO_NUMBER
    ? { status: 422, json: { detail: { error: 'recipient_not_e164', message: NO_NUMBER.text } } }
    : renderAgentMessaging(problem)

/** Which connection is meant; the engine finds out whether there is one. */
const keyOf = (
  { principal }: AgentMessagingCaller,
  { to, conversationId }: Pick<ReturnType<typeof toImessage>, 'to' | 'conversationId'>,
  agentIdentityId: Extract<ConnectionKey, { readonly remoteNumber: string }>['agentIdentityId'],
): Result<ConnectionKey, RequestProblem> => {
  if (conversationId !== null) return ok({ conversationId })
  if (to === null || !isPhoneNumber(to)) return err(NO_NUMBER)
  if (agentIdentityId === null && principal.type !== 'agent_identity') return err(NO_IDENTITY)
  return ok({ remoteNumber: to, agentIdentityId })
}

const OWN_FILE = /^https?:\/\/[^/]+\/(?:.*\/)?blobs\/(\d+-[\w-]+)\//

/** What goes out; a file that was uploaded before belongs to the message from now on, and is not gone after a day. */
const mediaOf = async (
  engine: Engine,
  { organization }: AgentMessagingCaller,
  urls: readonly string[],
): Promise<Pick<LineInput, 'media' | 'files'>> => {
  const [url] = urls
  if (url === undefined) return { media: [] }
  const address = OWN_FILE.exec(url)?.[1]
  const claimed = address ? await engine.files.claim(organization.id, [{ type: 'kept', address }]) : null
  const file = claimed?.ok ? claimed.value.files[0]?.file : undefined
  if (file?.address === address && file)
    return { media: [{ url, contentType: file.contentType, size: file.size }], files: [file] }
  // It is another message's already: that one keeps it.
  if (claimed?.ok) await claimed.value.discard()
  return { media: [{ url, contentType: null, size: null }] }
}

const present = ({ sent: { message }, remoteNumber }: MessageOnLine) => ({
  message: presentImessageMessage({ message, remoteNumber, isRead: true }),
})

const send = route(
  {
    methods: ['post'],
    path: '/api/v1/imessage/messages',
    operationId: 'sendImessage',
    summary: 'Say something to somebody who is connected',
    description:
      'To a number, or in a conversation. It is answered once the gateway has taken it. With an `Idempotency-Key` a repeated request answers the same message, and it goes out once.',
    tag: 'Messages',
    door: agentMessagingDoor,
    operation: 'connections:act',
    query: sendImessageQuerySchema,
    body: sendImessageSchema,
    limits: ['imessageSends'],
    reply: sentImessageSchema,
    status: 201,
    render: renderSend,
    errors: [
      'access/forbidden',
      'agent-identity/not-enabled',
      'agent-identity/not-found',
      'assignment/released',
      'connection/no-inbound-yet',
      'connection/unknown-recipient',
      'contact/blocked-by-rule',
      'conversation/not-found',
      'gateway/failed',
      'idempotency/key-reused',
      'validation/failed',
    ],
  },
  async ({ engine, caller, query, body, options }) => {
    const input = toImessage(body)
    const agentIdentityId = query.agent_identity_id ?? null
    const key = keyOf(caller, input, agentIdentityId)
    if (!key.ok) return key
    const { principal } = caller
    const foreign = principal.type === 'agent_identity' && agentIdentityId !== principal.agentIdentity.id
    if (agentIdentityId !== null && foreign)
      return err({ code: 'access/forbidden', operation: 'connections:act' })
    const { text, sendStyle } = input
    const going = await mediaOf(engine, caller, input.mediaUrls)
    return shown(
      await engine.connections.send(principal, key.value, { text, ...going, sendStyle }, options),
      present,
    )
  },
)

/** What identities say. */
export const sendRoutes = [send]

import type { Seeded } from '@parlance/core/testing'
import { AHEAD } from './get-ahead.fixtures.ts'
import type { Answer, TestServer } from './test-server.fixtures.ts'

/** Written into everything that is made, so that it is seen wherever it is shown. */
export const MARK = 'only-for-its-own-organization'

/** What an organization has, by what its own people are shown of it. */
export interface Furniture {
  readonly handle: string
  /** Every id that its own people are shown, as wires write it. */
  readonly ids: ReadonlySet<string>
  /** The newest number of each kind that is counted. */
  readonly numbers: readonly number[]
  /** The ids by what names them in paths, where a path names two things. */
  readonly named: Readonly<Record<string, string>>
}

type Json = Readonly<Record<string, unknown>>

const UUID = /^(?:[A-Za-z]+_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Every id in an answer. */
const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return UUID.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

const good = ({ status, text, json }: Answer): Json => {
  if (status >= 300) throw new Error(`${status} ${text}`)
  return json as Json
}

/** Makes one of everything in an organization, and of what is counted so many that nobody else has the newest number. */
export const furnish = async (
  server: Pick<TestServer, 'ask' | 'engine' | 'gateway'>,
  { organization, tokens, conversation }: Pick<Seeded, 'organization' | 'tokens' | 'conversation'>,
  { name, counted = AHEAD }: { readonly name: string; readonly counted?: number },
): Promise<Furniture> => {
  const answers: Json[] = []
  const ask = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = good(await server.ask(method, path, { token: tokens.owner, body }))
    answers.push(answer)
    return answer
  }
  const account = `/api/v1/accounts/${organization.number}`
  const conversations = `${account}/conversations/${conversation.conversation.number}`
  let numbers: readonly unknown[] = []
  for (let count = 0; count < counted; count += 1) {
    const title = `${MARK} ${count}`
    const made = [
      await ask('POST', `${account}/teams`, { name: title }),
      await ask('POST', `${account}/labels`, { title: `mark-${count}`, description: MARK }),
      await ask('POST', `${account}/canned_responses`, { short_code: `mark${count}`, content: MARK }),
      await ask('POST', `${account}/agent_bots`, { name: title }),
      await ask('POST', `${conversations}/messages`, { content: MARK }),
    ]
    numbers = made.map(({ id }) => id)
  }
  const handle = `marked-${name}`
  const identity = await ask('POST', '/api/v1/identities', { agent_handle: handle, imessage_enabled: true })
  const target = { action: 'block', match_type: 'exact_number', match_target: '+15550009999' }
  const rule = await ask('POST', `/api/v1/imessage/identities/${handle}/contact-rules`, target)
  const subscription = await ask('POST', '/api/v1/webhooks/subscriptions', {
    agent_identity_id: identity['id'],
    url: 'https://hooks.test/in',
    event_types: ['imessage.received'],
  })
  await connect(server, { organizationId: organization.id, handle })
  const key = await ask('POST', '/api/v1/api-keys', { name: MARK, key_type: 'server' })
  const team = await ask('POST', '/api/v1/teams', { name: MARK })
  await ask('POST', `/api/v1/teams/${team['id']}/invite`, { email: `invited@${name}.test` })
  await ask('POST', '/api/v1/webhooks', { url: 'https://hooks.test/', events: ['message.created'] })
  for (const path of EVERYTHING) await ask('GET', path)
  return {
    handle,
    ids: new Set(answers.flatMap(idsIn)),
    numbers: numbers.filter((number) => typeof number === 'number'),
    named: {
      account_id: String(organization.number),
      handle,
      conversation_id: String(conversation.conversation.number),
      inbox_id: String(conversation.inbox.number),
      contact_id: String(conversation.contact.number),
      rule_id: String(rule['id']),
      subscription_id: String(subscription['id']),
      key_id: String(key['id']),
      id: String(team['id']),
    },
  }
}

/** What tells of most things there are. */
export const EVERYTHING = [
  '/api/v1/identities',
  '/api/v1/imessage/conversations',
  '/api/v1/imessage/messages',
  '/api/v1/imessage/assignments',
  '/api/v1/imessage/contact-rules',
  '/api/v1/webhooks/subscriptions',
  '/api/v1/webhooks/deliveries',
  '/api/v1/webhooks',
  '/api/v1/api-keys?limit=100',
  '/api/v1/teams',
] as const

/** Somebody connects to the identity, and writes. */
const connect = async (
  { engine, gateway }: Pick<TestServer, 'engine' | 'gateway'>,
  {
    organizationId,
    handle,
  }: { readonly organizationId: Seeded['organization']['id']; readonly handle: string },
): Promise<void> => {
  const carrier = { organizationId, everywhere: true }
  const say = async (line: string, text: string) => {
    const externalId = `${handle} ${text}`
    const said = { line, from: '+15550007777', text, media: [], externalId, sentAt: null }
    const received = await engine.connections.receive(carrier, said)
    if (!received.ok) throw new Error(JSON.stringify(received.error))
    return received.value
  }
  const { connection } = await say(gateway.lines.router, `connect @${handle}`)
  await say(connection?.line ?? '', MARK)
}

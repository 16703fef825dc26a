import { type Caller, type Engine, type MemberPrincipal, PERMISSIONS } from '@parlance/core'
import { APIS } from '../apis/apis.ts'
import type { Route } from '../kernel/route.ts'
import { must } from './get-ahead.fixtures.ts'
import type { TestServer } from './test-server.fixtures.ts'

/** A route under one of its methods. */
export interface Row {
  readonly api: string
  /** Such as `GET /api/v1/teams`. */
  readonly name: string
  readonly method: string
  readonly route: Route
}

/** Every route of every API. */
export const EVERY_ROW: readonly Row[] = APIS.flatMap(({ name: api, routes }) =>
  routes.flatMap((route) =>
    route.methods.map((method) => ({
      api,
      name: `${method.toUpperCase()} ${route.path}`,
      method: method.toUpperCase(),
      route,
    })),
  ),
)

/** Those behind a door that asks for a credential. */
export const GUARDED_ROWS = EVERY_ROW.filter(({ route }) => route.door.security.length > 0)

/** The path with something in place of each of its parameters. */
export const pathWith = ({ route }: Row, fill: (parameter: string) => string): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(fill(parameter)))

/** Whoever comes with a credential of its own. */
export const KINDS = [
  'agent',
  'administrator',
  'signed_in',
  'agent_identity',
  'identity_key',
  'server_key',
  'client_key',
] as const

export type Kind = (typeof KINDS)[number]

/** What the permissions call it; an administrator may have signed in, or come with a token of its own. */
export const callerOfKind = (kind: Kind): Caller => {
  if (kind === 'signed_in') return 'administrator'
  return kind === 'identity_key' ? 'agent_identity' : kind
}

const MEMBERS: readonly Kind[] = ['agent', 'administrator', 'signed_in']

/** Whom the doors of an API let in at all, by what a door can refuse. */
const LET_IN: Readonly<Record<string, (row: Row) => readonly Kind[]>> = {
  channel: ({ route: { door } }) =>
    door.errors.includes('access/foreign-agent-identity') ? [...MEMBERS, 'agent_identity'] : MEMBERS,
  'agent-messaging': () => KINDS.filter((kind) => kind !== 'client_key'),
  keys: () => KINDS,
  support: ({ route: { door } }) =>
    door.errors.includes('access/forbidden') ? [...MEMBERS, 'server_key'] : ['server_key', 'client_key'],
  chatbot: ({ route: { door } }) =>
    door.errors.includes('api-key/elsewhere') ? [...MEMBERS, 'server_key'] : MEMBERS,
}

/** Refused by their handlers all the same, and why. */
const MORE_REFUSED: Readonly<Record<string, Partial<Record<Kind, string>>>> = {
  'GET /api/v1/api-keys/self': { client_key: 'anybody may have it, and is told nothing of it' },
  'POST /api/v1/api-keys/self/revoke': { client_key: 'anybody may have it, and could end it for all others' },
  'GET /api/whoami': { client_key: 'anybody may have it, and is told nothing of it' },
  'GET /api/v1/conversations': { client_key: 'it must name whose conversations it wants' },
}

/** Whether a caller of this kind may call the route, as its door and the permissions of its operation declare. */
export const isAllowed = (row: Row, kind: Kind): boolean => {
  const { operation } = row.route
  const permitted: readonly string[] | undefined = operation && PERMISSIONS[operation]
  return (
    (LET_IN[row.api]?.(row) ?? []).includes(kind) &&
    (permitted?.includes(callerOfKind(kind)) ?? true) &&
    MORE_REFUSED[row.name]?.[kind] === undefined
  )
}

const PASSWORD = 'correct horse battery staple'

let made = 0

/** Credentials of one of each kind, all of them new. */
export const openCallers = async (
  { engine }: Pick<TestServer, 'engine'>,
  owner: MemberPrincipal,
): Promise<Readonly<Record<Kind, string>>> => {
  made += 1
  const identity = must(await engine.agentIdentities.create(owner, { name: `Caller ${made}` }))
  const member = async (role: 'agent' | 'administrator') =>
    must(
      await engine.access.addMember(owner, {
        email: `${role}-${made}@callers.test`,
        password: PASSWORD,
        role,
      }),
    ).accessToken
  const key = async (input: Parameters<Engine['apiKeys']['mint']>[1]) =>
    must(await engine.apiKeys.mint(owner, input)).text
  const { id: agentIdentityId } = identity.agentIdentity
  const administrator = await member('administrator')
  const email = `administrator-${made}@callers.test`
  // Nobody signs in to an organization that is suspended.
  const signedIn = await engine.signIn.login({ email, password: PASSWORD })
  return {
    agent: (await member('agent')) ?? '',
    administrator: administrator ?? '',
    signed_in: signedIn.ok ? signedIn.value.accessToken : '',
    agent_identity: identity.accessToken ?? '',
    identity_key: (await key({ kind: 'identity', name: 'Of an identity', agentIdentityId })) ?? '',
    server_key: (await key({ kind: 'server', name: 'Of a backend' })) ?? '',
    client_key: (await key({ kind: 'client', name: 'Of a page' })) ?? '',
  }
}

/** As every API takes it. */
export const bearing = (credential: string) => ({ authorization: `Bearer ${credential}` })

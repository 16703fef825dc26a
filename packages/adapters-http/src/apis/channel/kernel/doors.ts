import {
  type AgentIdentityPrincipal,
  type ContactPointPrincipal,
  err,
  type Inbox,
  type MemberPrincipal,
  type Operation,
  type Organization,
  type OrganizationId,
  ok,
  permit,
  type Result,
  type UnknownCredential,
} from '@parlance/core'
import { z } from 'zod'
import type { HttpPorts } from '../../../kernel/http-ports.ts'
import type { RequestProblem } from '../../../kernel/problem.ts'
import { labelOf } from '../../../kernel/recognise-caller.ts'
import type { Caller, Door, Knock } from '../../../kernel/route.ts'
import type { ChannelCode, ChannelRefusal } from './channel-errors.ts'
import { renderApplication, renderPublic } from './render.ts'

/** Somebody with a token, in the account that the path names. */
export interface AccountCaller<P extends MemberPrincipal | AgentIdentityPrincipal> extends Caller {
  readonly principal: P
  readonly organization: Organization
  /** The access token that let it in. */
  readonly token: string
}

export type MemberCaller = AccountCaller<MemberPrincipal>
export type AnyoneCaller = AccountCaller<MemberPrincipal | AgentIdentityPrincipal>

/** Tries every token that was sent until one is known. */
const tryTokens = async <P extends MemberPrincipal | AgentIdentityPrincipal, Told extends ChannelRefusal>(
  { credentials }: Knock,
  attempt: (token: string) => Promise<Result<Omit<AccountCaller<P>, 'label' | 'token'>, Told>>,
): Promise<Result<AccountCaller<P>, Told | UnknownCredential | RequestProblem>> => {
  if (credentials.length === 0) return err({ kind: 'unauthenticated' })
  for (const token of credentials) {
    const entered = await attempt(token)
    if (entered.ok) return ok({ ...entered.value, token, label: labelOf(entered.value.principal) })
    if (entered.error.code !== 'access/unknown-credential') return entered
  }
  return err({ code: 'access/unknown-credential' })
}

const WITH_TOKEN = {
  security: ['api_access_token', 'bearer'],
  permit: ({ principal }: AnyoneCaller, operation: Operation) => permit(principal, operation),
  render: renderApplication,
} as const

/** An account number; -1, which no account has, for a text that is none. */
const accountNumber = (text: string | undefined): number =>
  /^\d{1,15}$/.test(text ?? '') ? Number(text) : -1

/** Lets members into their account. */
export const accountDoor: Door<MemberCaller, ChannelCode> = {
  ...WITH_TOKEN,
  params: z.object({ account_id: z.int() }),
  errors: [
    'access/unknown-credential',
    'access/not-for-agent-identities',
    'organization/not-found',
    'organization/suspended',
    'access/not-a-member',
  ],
  enter: (knock, { engine }) => {
    const number = accountNumber(knock.params['account_id'])
    return tryTokens(knock, (token) => engine.access.enter(token, number))
  },
}

/** Lets members and agent identities into their account. */
export const anyoneDoor: Door<AnyoneCaller, ChannelCode> = {
  ...WITH_TOKEN,
  params: z.object({ account_id: z.int() }),
  errors: [
    'access/unknown-credential',
    'organization/not-found',
    'organization/suspended',
    'access/not-a-member',
    'access/foreign-agent-identity',
  ],
  enter: (knock, { engine }) => {
    const number = accountNumber(knock.params['account_id'])
    return tryTokens(knock, (token) => engine.access.enterAnyone(token, number))
  },
}

/** Lets members in wherever they belong. */
export const profileDoor: Door<MemberCaller, ChannelCode> = {
  ...WITH_TOKEN,
  params: z.object({}),
  errors: ['access/unknown-credential', 'access/not-for-agent-identities'],
  enter: (knock, { engine }) => tryTokens(knock, (token) => engine.access.recognise(token)),
}

const PUBLIC = {
  security: [],
  permit: () => ok(null),
  render: renderPublic,
} as const

const inboxIdentifier = z.string().describe('Names the inbox in the public API')

/** Lets everybody in: what the path names is what it takes. */
export const openDoor: Door<Caller, ChannelCode> = {
  ...PUBLIC,
  params: z.object({}),
  errors: [],
  enter: async () => ok({ label: 'anybody' }),
}

/** Somebody at an inbox that the path names. */
export interface InboxCaller extends Caller {
  readonly organizationId: OrganizationId
  readonly inbox: Inbox
}

/** Lets anybody come to an inbox. */
export const inboxDoor: Door<InboxCaller, ChannelCode> = {
  ...PUBLIC,
  params: z.object({ inbox_identifier: inboxIdentifier }),
  errors: ['inbox/not-found'],
  enter: async ({ params }, { engine }: HttpPorts) => {
    const found = await engine.inboxes.byIdentifier(params['inbox_identifier'] ?? '')
    return found.ok ? ok({ ...found.value, label: 'anybody' }) : found
  },
}

/** Somebody who speaks through a contact point that the path names. */
export interface ContactPointCaller extends Caller {
  readonly principal: ContactPointPrincipal
}

/** Lets in whoever knows the inbox and its own source id; that there is such a contact is the engine's to find out. */
export const contactPointDoor: Door<ContactPointCaller, ChannelCode> = {
  ...PUBLIC,
  params: z.object({
    inbox_identifier: inboxIdentifier,
    source_id: z.string().describe("The contact's address in the inbox"),
  }),
  errors: ['inbox/not-found'],
  enter: async ({ params }, { engine }: HttpPorts) => {
    const found = await engine.inboxes.locate(params['inbox_identifier'] ?? '')
    if (!found.ok) return found
    const sourceId = params['source_id'] ?? ''
    return ok({ label: 'contact_point', principal: { type: 'contact_point', ...found.value, sourceId } })
  },
}

import type {
  AgentIdentity,
  ApiKey,
  Member,
  MemberPrincipal,
  NewMember,
  Organization,
  withNewText,
} from '../../src/index.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

export const anOrganization = (overrides: Partial<Organization> = {}): Organization => ({
  id: fixtureId(1),
  number: 1,
  name: 'Acme',
  status: 'active',
  locale: 'en',
  createdAt: START,
  ...overrides,
})

/** An agent, online. */
export const aMember = (overrides: Partial<Member> = {}): Member => ({
  id: fixtureId(11),
  organizationId: fixtureId(1),
  number: 1,
  email: 'ada@acme.test',
  name: 'Ada',
  displayName: null,
  role: 'agent',
  availability: 'online',
  autoOffline: false,
  confirmed: true,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

export const aNewMember = (overrides: Partial<NewMember> = {}): NewMember => {
  const { number: _number, ...member } = aMember()
  return { ...member, ...overrides }
}

/** The principal that a member is when it signs in. */
export const asPrincipal = (
  member: Member = aMember(),
  inboxIds: MemberPrincipal['inboxIds'] = [],
  teamIds: MemberPrincipal['teamIds'] = [],
): MemberPrincipal => ({ type: 'member', organizationId: member.organizationId, member, inboxIds, teamIds })

/** Software that answers. */
export const anAgentIdentity = (overrides: Partial<AgentIdentity> = {}): AgentIdentity => ({
  id: fixtureId(12),
  organizationId: fixtureId(1),
  number: 5,
  handle: 'helper',
  displayName: 'Helper',
  name: 'Helper',
  description: 'Answers what is easy',
  outgoingUrl: 'https://bots.acme.test/helper',
  imessageEnabled: false,
  imessageFilterMode: 'blacklist',
  inboxId: null,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

/** A backend's key before it has a text. */
export const aNewKey = (overrides: Partial<NewKey> = {}): NewKey => ({
  id: fixtureId(13),
  organizationId: fixtureId(1),
  kind: 'server',
  name: 'Backend',
  description: null,
  allowedOrigins: [],
  allowedBundleIds: [],
  agentIdentityId: null,
  createdBy: { type: 'system' },
  expiresAt: null,
  createdAt: START,
  ...overrides,
})

type NewKey = Parameters<typeof withNewText>[0]

/** A backend's key. */
export const anApiKey = (overrides: Partial<ApiKey> = {}): ApiKey => ({
  ...aNewKey(),
  displayPrefix: 'sk_live_000000000001',
  last4: 'abcd',
  lastUsedAt: null,
  revokedAt: null,
  updatedAt: START,
  ...overrides,
})

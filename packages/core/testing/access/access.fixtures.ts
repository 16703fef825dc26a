import type { AgentIdentity, Member, MemberPrincipal, NewMember, Organization } from '../../src/index.ts'
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

import type { InboxId, TeamId } from '../kernel/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import type { MemberPrincipal, Principal } from './principal.ts'

/** Who may do what. The kinds of caller that are not named for an operation are refused. */
export const PERMISSIONS = {
  'profile:read': ['agent', 'administrator'],
  'profile:write': ['agent', 'administrator'],
  'audit:read': ['administrator'],
  'members:read': ['agent', 'administrator'],
  'members:write': ['administrator', 'system'],
  'agent-identities:read': ['agent', 'administrator', 'system'],
  'agent-identities:write': ['administrator', 'system'],
  'teams:read': ['agent', 'administrator'],
  'teams:write': ['administrator', 'system'],
  'inboxes:read': ['agent', 'administrator'],
  'inboxes:write': ['administrator', 'system'],
  'inbox-members:read': ['agent', 'administrator'],
  'inbox-members:write': ['administrator', 'system'],
  'contacts:read': ['agent', 'administrator', 'system'],
  'contacts:write': ['agent', 'administrator', 'system'],
  'contacts:delete': ['administrator', 'system'],
  'contacts:import': ['administrator', 'system'],
  'contacts:export': ['administrator', 'system'],
  'contact-rules:read': ['administrator', 'agent_identity', 'system'],
  'contact-rules:create': ['administrator', 'agent_identity', 'system'],
  'contact-rules:change': ['administrator', 'system'],
  'contact-points:write': ['agent', 'administrator', 'contact_point', 'system'],
  'conversations:read': ['agent', 'administrator', 'agent_identity', 'contact_point', 'system'],
  'conversations:start': ['agent', 'administrator', 'agent_identity', 'contact_point', 'system'],
  'conversations:change-status': ['agent', 'administrator', 'agent_identity', 'contact_point', 'system'],
  'conversations:prioritize': ['agent', 'administrator', 'agent_identity', 'system'],
  'conversations:change-attributes': ['agent', 'administrator', 'agent_identity', 'system'],
  'conversations:tag': ['agent', 'administrator', 'agent_identity', 'system'],
  'conversations:type': ['agent', 'administrator', 'agent_identity', 'contact_point'],
  'conversations:see': ['agent', 'administrator', 'contact_point'],
  'conversations:mute': ['agent', 'administrator', 'system'],
  'conversations:send-transcript': ['agent', 'administrator'],
  'conversations:remove': ['administrator', 'system'],
  'participants:read': ['agent', 'administrator'],
  'participants:write': ['agent', 'administrator', 'system'],
  'drafts:read': ['agent', 'administrator'],
  'drafts:write': ['agent', 'administrator'],
  'assignments:write': ['agent', 'administrator', 'agent_identity', 'system'],
  'messages:read': ['agent', 'administrator', 'contact_point', 'system'],
  'messages:write': ['agent', 'administrator', 'agent_identity', 'contact_point', 'system'],
  'messages:note': ['agent', 'administrator', 'agent_identity', 'system'],
  'files:write': ['agent', 'administrator', 'system'],
  'messages:change': ['agent', 'administrator', 'system'],
  'surveys:read': ['administrator'],
  'tags:read': ['agent', 'administrator'],
  'tags:write': ['administrator', 'system'],
  'canned-responses:read': ['agent', 'administrator'],
  'canned-responses:write': ['agent', 'administrator', 'system'],
  'webhooks:read': ['administrator'],
  'reports:read': ['administrator'],
  'webhooks:write': ['administrator', 'system'],
} as const satisfies Record<string, readonly Caller[]>

/** A kind of caller: a member's role (an owner counts as an administrator) or another kind of principal. */
export type Caller = 'agent' | 'administrator' | 'agent_identity' | 'contact_point' | 'system'

export type Operation = keyof typeof PERMISSIONS

export interface Forbidden {
  readonly code: 'access/forbidden'
  readonly operation: Operation
}

export const callerOf = (principal: Principal): Caller => {
  if (principal.type !== 'member') return principal.type
  return principal.member.role === 'agent' ? 'agent' : 'administrator'
}

/** Whether the principal may do this kind of thing at all; what it may do it *to* is each use case's rule. */
export const permit = (principal: Principal, operation: Operation): Result<null, Forbidden> => {
  const callers: readonly Caller[] = PERMISSIONS[operation]
  return callers.includes(callerOf(principal)) ? ok(null) : err({ code: 'access/forbidden', operation })
}

export const isAdministrator = (principal: MemberPrincipal): boolean =>
  callerOf(principal) === 'administrator'

/** Administrators see every inbox, agents those they are members of. */
export const seesInbox = (principal: MemberPrincipal, inboxId: InboxId): boolean =>
  isAdministrator(principal) || principal.inboxIds.includes(inboxId)

/** Whether the member belongs to the team. */
export const inTeam = (principal: MemberPrincipal, teamId: TeamId): boolean =>
  principal.teamIds.includes(teamId)

/** The inboxes a member's lists are narrowed to; null for all of them. */
export const visibleInboxes = (principal: MemberPrincipal): readonly InboxId[] | null =>
  isAdministrator(principal) ? null : principal.inboxIds

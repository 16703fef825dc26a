import type { InboxId, TeamId } from '../kernel/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import type { MemberPrincipal, Principal, StaffPrincipal } from './principal.ts'

/** Who may do what. The kinds of caller that are not named for an operation are refused. */
export const PERMISSIONS = {
  'profile:read': ['agent', 'administrator'],
  'profile:write': ['agent', 'administrator'],
  'audit:read': ['administrator', 'server_key'],
  'members:read': ['agent', 'administrator', 'server_key'],
  'members:write': ['administrator', 'server_key', 'system'],
  'owners:write': ['owner', 'system'],
  'api-keys:read': ['administrator', 'server_key'],
  'api-keys:write': ['administrator', 'server_key', 'system'],
  'agent-identities:read': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'agent-identities:change': ['administrator', 'server_key', 'agent_identity', 'system'],
  'agent-identities:write': ['administrator', 'server_key', 'system'],
  'teams:read': ['agent', 'administrator', 'server_key'],
  'teams:write': ['administrator', 'server_key', 'system'],
  'teams:invite': ['administrator', 'server_key', 'system'],
  'teams:share-bot': ['administrator', 'server_key', 'system'],
  'inboxes:read': ['agent', 'administrator', 'server_key'],
  'inboxes:write': ['administrator', 'server_key', 'system'],
  'inbox-members:read': ['agent', 'administrator', 'server_key'],
  'inbox-members:write': ['administrator', 'server_key', 'system'],
  'contacts:read': ['agent', 'administrator', 'server_key', 'system'],
  'contacts:write': ['agent', 'administrator', 'server_key', 'system'],
  'contacts:delete': ['administrator', 'server_key', 'system'],
  'contacts:import': ['administrator', 'server_key', 'system'],
  'contacts:export': ['administrator', 'server_key', 'system'],
  'contact-rules:read': ['administrator', 'server_key', 'agent_identity', 'system'],
  'contact-rules:create': ['administrator', 'server_key', 'agent_identity', 'system'],
  'contact-rules:change': ['administrator', 'server_key', 'system'],
  'contact-points:write': ['agent', 'administrator', 'server_key', 'contact_point', 'system'],
  'conversations:read': [
    'agent',
    'administrator',
    'server_key',
    'agent_identity',
    'client_key',
    'contact_point',
    'system',
  ],
  'conversations:start': [
    'agent',
    'administrator',
    'server_key',
    'agent_identity',
    'client_key',
    'contact_point',
    'system',
  ],
  'conversations:change-status': [
    'agent',
    'administrator',
    'server_key',
    'agent_identity',
    'contact_point',
    'system',
  ],
  'conversations:prioritize': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'conversations:change-attributes': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'conversations:tag': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'conversations:type': ['agent', 'administrator', 'server_key', 'agent_identity', 'contact_point'],
  'conversations:see': ['agent', 'administrator', 'contact_point'],
  'conversations:mute': ['agent', 'administrator', 'server_key', 'system'],
  'conversations:send-transcript': ['agent', 'administrator', 'server_key'],
  'conversations:remove': ['administrator', 'server_key', 'system'],
  'participants:read': ['agent', 'administrator', 'server_key'],
  'participants:write': ['agent', 'administrator', 'server_key', 'system'],
  'drafts:read': ['agent', 'administrator'],
  'drafts:write': ['agent', 'administrator'],
  'connections:read': ['administrator', 'server_key', 'agent_identity', 'system'],
  'connections:end': ['administrator', 'server_key', 'system'],
  'connections:act': ['administrator', 'server_key', 'agent_identity', 'system'],
  'assignments:write': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'lines:read': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'messages:read': ['agent', 'administrator', 'server_key', 'client_key', 'contact_point', 'system'],
  'messages:write': [
    'agent',
    'administrator',
    'server_key',
    'agent_identity',
    'client_key',
    'contact_point',
    'system',
  ],
  'messages:note': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'files:write': ['agent', 'administrator', 'server_key', 'agent_identity', 'system'],
  'messages:change': ['agent', 'administrator', 'server_key', 'system'],
  'surveys:read': ['administrator', 'server_key'],
  'tags:read': ['agent', 'administrator', 'server_key'],
  'tags:write': ['administrator', 'server_key', 'system'],
  'canned-responses:read': ['agent', 'administrator', 'server_key'],
  'canned-responses:write': ['agent', 'administrator', 'server_key', 'system'],
  'webhooks:read': ['administrator', 'server_key'],
  'reports:read': ['administrator', 'server_key'],
  'webhooks:write': ['administrator', 'server_key', 'system'],
  'subscriptions:read': ['administrator', 'server_key', 'agent_identity', 'system'],
  'subscriptions:write': ['administrator', 'server_key', 'agent_identity', 'system'],
} as const satisfies Record<string, readonly Caller[]>

/** A kind of caller: a member's role, or another kind of principal. An owner may do whatever an administrator may. */
export type Caller =
  | 'owner'
  | 'agent'
  | 'administrator'
  | 'server_key'
  | 'agent_identity'
  | 'client_key'
  | 'contact_point'
  | 'system'

export type Operation = keyof typeof PERMISSIONS

export interface Forbidden {
  readonly code: 'access/forbidden'
  readonly operation: Operation
}

export const callerOf = (principal: Principal): Caller => {
  if (principal.type !== 'member') return principal.type
  return principal.member.role
}

/** Whether callers of this kind may do this kind of thing. */
export const mayEver = (caller: Caller, operation: Operation): boolean => {
  const callers: readonly Caller[] = PERMISSIONS[operation]
  return callers.includes(caller) || (caller === 'owner' && callers.includes('administrator'))
}

/** Whether the principal may do this kind of thing at all; what it may do it *to* is each use case's rule. */
export const permit = (principal: Principal, operation: Operation): Result<null, Forbidden> => {
  return mayEver(callerOf(principal), operation) ? ok(null) : err({ code: 'access/forbidden', operation })
}

/** Whether it may do what administrators may: a backend's key always does. */
export const isAdministrator = (principal: StaffPrincipal): boolean =>
  principal.type === 'server_key' || principal.member.role !== 'agent'

/** Administrators see every inbox, agents those they are members of. */
export const seesInbox = (principal: StaffPrincipal, inboxId: InboxId): boolean =>
  visibleInboxes(principal)?.includes(inboxId) ?? true

/** Whether the member belongs to the team. */
export const inTeam = (principal: MemberPrincipal, teamId: TeamId): boolean =>
  principal.teamIds.includes(teamId)

/** The inboxes that the caller's lists are narrowed to; null for all of them. */
export const visibleInboxes = (principal: StaffPrincipal): readonly InboxId[] | null =>
  principal.type === 'server_key' || isAdministrator(principal) ? null : principal.inboxIds

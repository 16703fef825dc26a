import type { AgentIdentityId, ApiKeyId, ContactId, MemberId } from './id.ts'

/** Who caused an event. */
export type Actor =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'contact'; readonly id: ContactId }
  | { readonly type: 'agent_identity'; readonly id: AgentIdentityId }
  /** A backend, or a page, with a key of the organization. */
  | { readonly type: 'api_key'; readonly id: ApiKeyId }
  | { readonly type: 'system' }

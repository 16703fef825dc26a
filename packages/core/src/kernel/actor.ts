import type { AgentIdentityId, ContactId, MemberId } from './id.ts'

/** Who caused an event. */
export type Actor =
  | { readonly type: 'member'; readonly id: MemberId }
  | { readonly type: 'contact'; readonly id: ContactId }
  | { readonly type: 'agent_identity'; readonly id: AgentIdentityId }
  | { readonly type: 'system' }

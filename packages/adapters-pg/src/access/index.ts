export { createAgentIdentityQueries } from './agent-identity-queries.ts'
export {
  AGENT_IDENTITY_COLUMNS,
  type AgentIdentityRow,
  toAgentIdentity,
} from './agent-identity-rows.ts'
export { createAgentIdentityStore } from './agent-identity-store.ts'
export { createApiKeyQueries, createApiKeyUses } from './api-key-queries.ts'
export { createApiKeyStore } from './api-key-store.ts'
export { createDirectory } from './directory.ts'
export { createMemberQueries } from './member-queries.ts'
export { MEMBER_COLUMNS, type MemberRow, toMember } from './member-rows.ts'
export { createMemberStore } from './member-store.ts'
export { MEMBERSHIPS } from './memberships.ts'
export { ORGANIZATION_REF_COLUMNS, type OrganizationRow, toOrganizationRef } from './organization-rows.ts'
export { createSessionStore } from './session-store.ts'
export { createInstallationKeys, createSignInAttempts } from './sign-in-attempts.ts'
export { createSignInDirectory } from './sign-in-directory.ts'
export { createMailedCodeStore, createSecondFactorStore } from './sign-in-stores.ts'

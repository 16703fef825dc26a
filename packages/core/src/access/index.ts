export type { Access, AccessPorts } from './access.ts'
export { createAccess } from './access.ts'
export type {
  AccessError,
  AgentIdentityNotFound,
  ApiKeyElsewhere,
  ApiKeyNotFound,
  ApiKeyNotMintable,
  EmailTaken,
  Forbidden,
  ForeignAgentIdentity,
  HandleTaken,
  LastAdministrator,
  LastOwner,
  MemberNotFound,
  NotAMember,
  NotForAgentIdentities,
  OrganizationNotFound,
  OrganizationSuspended,
  TooManyAgentIdentities,
  TooManyApiKeys,
  UnknownCredential,
  WrongPassword,
} from './access-errors.ts'
export type { AddedMember, AddMemberError, MemberInput } from './add-member.ts'
export { MOST_INVITED } from './add-member.ts'
export { toHandle } from './agent-handle.ts'
export type { AgentIdentities, AgentIdentitiesPorts } from './agent-identities.ts'
export { createAgentIdentities } from './agent-identities.ts'
export type {
  AgentIdentity,
  AgentIdentityRef,
  AgentIdentitySecrets,
  FilterMode,
  NewAgentIdentity,
  SigningKey,
} from './agent-identity.ts'
export { refOfAgentIdentity } from './agent-identity.ts'
export type { AgentIdentityQueries } from './agent-identity-queries.ts'
export type { AgentIdentityChanges, AgentIdentityInput } from './agent-identity-settings.ts'
export type { AgentIdentityStore } from './agent-identity-store.ts'
export type { AgentIdentityKeeper } from './agent-identity-trail.ts'
export { agentIdentityEvent, leaveTrail } from './agent-identity-trail.ts'
export type { ApiKey, ApiKeyKind, KeptApiKey } from './api-key.ts'
export { claimedKeyId, withNewText } from './api-key.ts'
export type { ApiKeyKeeper } from './api-key-change.ts'
export type { ApiKeyInput } from './api-key-input.ts'
export { API_KEY_LENGTHS, MOST_ALLOWED } from './api-key-input.ts'
export type { ApiKeyPage, ApiKeyQueries, ApiKeyStore, ApiKeyUse, ApiKeyUses } from './api-key-store.ts'
export type { UsedKeys } from './api-key-uses.ts'
export { collectUses } from './api-key-uses.ts'
export type { ApiKeys, ApiKeysPorts } from './api-keys.ts'
export { createApiKeys } from './api-keys.ts'
export { auditActorOf, audited } from './audited.ts'
export type { CachedDirectory } from './cached-directory.ts'
export { CREDENTIAL_MEMORY, cachedDirectory, cachedSessions } from './cached-directory.ts'
export type {
  AgentIdentityChange,
  AgentIdentityName,
  AgentIdentityTransaction,
  KeepInbox,
  ToldAgentIdentity,
} from './change-agent-identity.ts'
export { reachesIdentity } from './change-agent-identity.ts'
export type { MemberChanges } from './change-member.ts'
export { memberEvent } from './change-member.ts'
export type { Myself } from './change-profile.ts'
export { MOST_AGENT_IDENTITIES } from './create-agent-identity.ts'
export type { CreatedOrganization, OrganizationInput } from './create-organization.ts'
export type { Credential, CredentialKind } from './credential.ts'
export type { Directory, Identified, IdentifiedKey, MemberSecrets, NewOrganization } from './directory.ts'
export type { EnterAnyoneError, EnterError, Entered } from './enter.ts'
export type { CredentialedPrincipal, IdentifyError, Recognised, Whereabouts } from './identify.ts'
export { recogniseCredential } from './identify.ts'
export type { Availability, Member, NewMember, Role } from './member.ts'
export type { MemberProfile } from './member-profile.ts'
export { EMPTY_PROFILE } from './member-profile.ts'
export type { MemberQueries } from './member-queries.ts'
export type { MemberStore } from './member-store.ts'
export type { MintApiKeyError, MintedApiKey } from './mint-api-key.ts'
export { MOST_API_KEYS } from './mint-api-key.ts'
export type { Organization, OrganizationRef } from './organization.ts'
export type { Caller, Operation } from './permissions.ts'
export {
  callerOf,
  inTeam,
  isAdministrator,
  mayEver,
  PERMISSIONS,
  permit,
  seesInbox,
  visibleInboxes,
} from './permissions.ts'
export type {
  AgentIdentityPrincipal,
  ClientKeyPrincipal,
  ContactPointPrincipal,
  MemberPrincipal,
  Principal,
  ServerKeyPrincipal,
  StaffPrincipal,
  SystemPrincipal,
} from './principal.ts'
export { actorOf, memberPrincipal } from './principal.ts'
export type { ProfileChanges } from './profile-after.ts'
export * from './sign-in/index.ts'
export { newSigningKey } from './signing-key.ts'

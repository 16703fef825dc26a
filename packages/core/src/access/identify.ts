import { err, ok, type Result, type Secrets } from '../kernel/index.ts'
import type { ApiKeyElsewhere, OrganizationSuspended, UnknownCredential } from './access-errors.ts'
import { type ApiKey, claimedKeyId } from './api-key.ts'
import type { NoteUse } from './api-key-uses.ts'
import type { Directory, Identified, IdentifiedKey } from './directory.ts'
import type { Organization } from './organization.ts'
import type {
  AgentIdentityPrincipal,
  ClientKeyPrincipal,
  MemberPrincipal,
  ServerKeyPrincipal,
} from './principal.ts'
import { type RecogniseSessionPorts, recogniseSession } from './sign-in/recognise-session.ts'

/** Whoever can come in with a credential. */
export type CredentialedPrincipal =
  | MemberPrincipal
  | AgentIdentityPrincipal
  | ServerKeyPrincipal
  | ClientKeyPrincipal

/** Where a request says that it comes from. */
export interface Whereabouts {
  /** The origin of the page that asks. */
  readonly origin?: string | null | undefined
  /** The id of the bundle of the app that asks. */
  readonly bundleId?: string | null | undefined
}

export interface IdentifyPorts extends RecogniseSessionPorts {
  readonly directory: Directory
  readonly secrets: Secrets
  readonly noteUse: NoteUse
}

/** Somebody who was recognised by a credential of any kind, and the organization it is for. */
export interface Recognised {
  readonly principal: CredentialedPrincipal
  readonly organization: Organization
}

export type IdentifyError = UnknownCredential | OrganizationSuspended | ApiKeyElsewhere

const UNKNOWN = err({ code: 'access/unknown-credential' })

/**
 * Recognises whoever has this credential: the token of a member or of an agent identity, a key, or what a member was
 * given for signing in. A key that is limited to origins or to bundles is refused from anywhere else.
 */
export const identify =
  (ports: IdentifyPorts) =>
  async (credential: string, from: Whereabouts = {}): Promise<Result<Recognised, IdentifyError>> => {
    const recognised = await recogniseCredential(ports, credential)
    if (!recognised) return UNKNOWN
    const { principal, organization } = recognised
    if (organization.status === 'suspended') return err({ code: 'organization/suspended' })
    const key = principal.type === 'member' ? undefined : principal.key
    if (!key) return ok(recognised)
    if (!isAllowedFrom(key, from)) return err({ code: 'api-key/elsewhere' })
    ports.noteUse(key, ports.clock.now())
    return ok(recognised)
  }

/** Whoever a credential of any kind leads to, wherever it comes from and however its organization stands; null for nobody. */
export const recogniseCredential = async (
  ports: Omit<IdentifyPorts, 'noteUse'>,
  credential: string,
): Promise<Recognised | null> => {
  const { directory, secrets } = ports
  const keyId = claimedKeyId(credential)
  if (keyId) return recogniseKey(ports, await directory.apiKey(keyId), credential)
  const inSession = await recogniseSession(ports)(credential)
  if (inSession) return inSession.ok ? inSession.value : null
  const identified = await directory.identify(secrets.digest(credential))
  return identified && recognisedAs(identified)
}

/** Whoever the token of a member or an agent identity leads to; nobody for a credential of another kind. */
const recognisedAs = ({ organization, member, agentIdentity }: Identified): Recognised | null => {
  const { id: organizationId } = organization
  if (member) return { principal: { type: 'member', organizationId, ...member }, organization }
  return agentIdentity
    ? { principal: { type: 'agent_identity', organizationId, agentIdentity }, organization }
    : null
}

const recogniseKey = (
  { secrets, clock }: Pick<IdentifyPorts, 'secrets' | 'clock'>,
  found: IdentifiedKey | null,
  text: string,
): Recognised | null => {
  if (!found || !secrets.equal(secrets.digest(text), found.digest)) return null
  const { key, organization, agentIdentity } = found
  const expired = key.expiresAt !== null && key.expiresAt <= clock.now()
  if (key.revokedAt !== null || expired) return null
  const { id: organizationId } = organization
  if (key.kind !== 'identity')
    return { principal: { type: `${key.kind}_key`, organizationId, key }, organization }
  return agentIdentity
    ? { principal: { type: 'agent_identity', organizationId, agentIdentity, key }, organization }
    : null
}

/**
 * Whether a key may be used from there. Where it has a list, something that was said must be on it, and nothing that was
 * said may be missing from its list.
 */
const isAllowedFrom = (
  { allowedOrigins, allowedBundleIds }: ApiKey,
  { origin, bundleId }: Whereabouts,
): boolean => {
  const asked = [
    { list: allowedOrigins, said: origin },
    { list: allowedBundleIds, said: bundleId },
  ].filter(({ list }) => list.length > 0)
  if (asked.length === 0) return true
  const said = asked.filter(({ said }) => said != null)
  return said.length > 0 && said.every(({ list, said }) => list.includes(said ?? ''))
}

import { err, ok, type Result, type Secrets } from '../kernel/index.ts'
import type {
  ForeignAgentIdentity,
  NotAMember,
  NotForAgentIdentities,
  OrganizationNotFound,
  OrganizationSuspended,
  UnknownCredential,
} from './access-errors.ts'
import type { Directory } from './directory.ts'
import { recogniseCredential } from './identify.ts'
import type { Organization } from './organization.ts'
import type { AgentIdentityPrincipal, MemberPrincipal } from './principal.ts'
import type { RecogniseSessionPorts } from './sign-in/recognise-session.ts'

/** Whoever was recognised, with the organization it works for. */
export interface Entered<P extends MemberPrincipal | AgentIdentityPrincipal = MemberPrincipal> {
  readonly principal: P
  readonly organization: Organization
}

export interface EnterPorts extends RecogniseSessionPorts {
  readonly directory: Directory
  readonly secrets: Secrets
}

type Anyone = MemberPrincipal | AgentIdentityPrincipal

/** Recognises a member or an agent identity by its own token. Keys are neither. */
const recogniseAnyone = async (
  ports: EnterPorts,
  token: string,
): Promise<Result<Entered<Anyone>, UnknownCredential>> => {
  const recognised = await recogniseCredential(ports, token)
  if (!recognised) return err({ code: 'access/unknown-credential' })
  const { principal, organization } = recognised
  if (principal.type === 'member') return ok({ principal, organization })
  return principal.type === 'agent_identity' && !principal.key
    ? ok({ principal, organization })
    : err({ code: 'access/unknown-credential' })
}

const membersOnly = (entered: Entered<Anyone>): Result<Entered, NotForAgentIdentities> => {
  const { principal, organization } = entered
  return principal.type === 'member'
    ? ok({ principal, organization })
    : err({ code: 'access/not-for-agent-identities' })
}

/** Recognises a member by an access token. */
export const recognise =
  (ports: EnterPorts) =>
  async (token: string): Promise<Result<Entered, UnknownCredential | NotForAgentIdentities>> => {
    const recognised = await recogniseAnyone(ports, token)
    return recognised.ok ? membersOnly(recognised.value) : recognised
  }

type DoorError = UnknownCredential | OrganizationNotFound | OrganizationSuspended

export type EnterError = DoorError | NotAMember | NotForAgentIdentities

export type EnterAnyoneError = DoorError | NotAMember | ForeignAgentIdentity

/**
 * Lets a member into the organization with this account number. The checks come in the order that clients know: the
 * token, whether software may call this at all, whether the organization exists, whether it is active, whether the caller
 * belongs to it.
 */
export const enter =
  (ports: EnterPorts) =>
  async (token: string, accountNumber: number): Promise<Result<Entered, EnterError>> => {
    const recognised = await recognise(ports)(token)
    if (!recognised.ok) return recognised
    const asked = await openTo(ports, recognised.value, accountNumber)
    if (!asked.ok) return asked
    return asked.value ? recognised : err({ code: 'access/not-a-member' })
  }

/** The same, for what agent identities may call as well. */
export const enterAnyone =
  (ports: EnterPorts) =>
  async (token: string, accountNumber: number): Promise<Result<Entered<Anyone>, EnterAnyoneError>> => {
    const recognised = await recogniseAnyone(ports, token)
    if (!recognised.ok) return recognised
    const asked = await openTo(ports, recognised.value, accountNumber)
    if (!asked.ok) return asked
    if (asked.value) return recognised
    const software = recognised.value.principal.type === 'agent_identity'
    return err({ code: software ? 'access/foreign-agent-identity' : 'access/not-a-member' })
  }

/** Whether the account that was asked for is the caller's own, once it is known to exist and to be active. */
const openTo = async (
  { directory }: EnterPorts,
  { organization: own }: Entered<Anyone>,
  accountNumber: number,
): Promise<Result<boolean, OrganizationNotFound | OrganizationSuspended>> => {
  const asked = own.number === accountNumber ? own : await directory.organizationByNumber(accountNumber)
  if (!asked) return err({ code: 'organization/not-found' })
  return asked.status === 'suspended' ? err({ code: 'organization/suspended' }) : ok(asked.id === own.id)
}

import { err, ok, type Result, type Secrets } from '../kernel/index.ts'
import type {
  NotAMember,
  OrganizationNotFound,
  OrganizationSuspended,
  UnknownCredential,
} from './access-errors.ts'
import type { Directory } from './directory.ts'
import type { Organization } from './organization.ts'
import type { MemberPrincipal } from './principal.ts'

/** A member who was recognised, with the organization it works for. */
export interface Entered {
  readonly principal: MemberPrincipal
  readonly organization: Organization
}

export interface EnterPorts {
  readonly directory: Directory
  readonly secrets: Secrets
}

/** Recognises a member by an access token. Keys that act for an organization are no members. */
export const recognise =
  ({ directory, secrets }: EnterPorts) =>
  async (token: string): Promise<Result<Entered, UnknownCredential>> => {
    const identified = await directory.identify(secrets.digest(token))
    if (!identified?.member) return err({ code: 'access/unknown-credential' })
    const { organization, member } = identified
    const principal: MemberPrincipal = {
      type: 'member',
      organizationId: organization.id,
      member: member.member,
      inboxIds: member.inboxIds,
    }
    return ok({ principal, organization })
  }

export type EnterError = UnknownCredential | OrganizationNotFound | OrganizationSuspended | NotAMember

/**
 * Lets a member into the organization with this account number. The checks come in the order that clients know: the
 * token, whether the organization exists, whether it is active, whether the caller belongs to it.
 */
export const enter =
  (ports: EnterPorts) =>
  async (token: string, accountNumber: number): Promise<Result<Entered, EnterError>> => {
    const recognised = await recognise(ports)(token)
    if (!recognised.ok) return recognised
    const own = recognised.value.organization
    const asked =
      own.number === accountNumber ? own : await ports.directory.organizationByNumber(accountNumber)
    if (!asked) return err({ code: 'organization/not-found' })
    if (asked.status === 'suspended') return err({ code: 'organization/suspended' })
    return asked.id === own.id ? recognised : err({ code: 'access/not-a-member' })
  }

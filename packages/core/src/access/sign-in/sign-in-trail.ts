import type { MemberId, OrganizationId } from '../../kernel/index.ts'
import {
  type AuditEntry,
  auditEntryOf,
  type CallOptions,
  INSTALLATION,
  type JsonObject,
} from '../../kernel/index.ts'
import type { SignInPorts } from './sign-in-ports.ts'
import type { SignInAccount } from './sign-in-stores.ts'

type From = Pick<CallOptions, 'origin'>
type Ports = Pick<SignInPorts, 'ids' | 'clock'>

interface Whose {
  readonly organizationId: OrganizationId
  readonly memberId: MemberId
}

/** An entry of the audit log about what a member did for itself; for `tx.audit.record`. */
export const ownEntry = (
  ports: Ports,
  { organizationId, memberId }: Whose,
  { action, after, origin }: From & { readonly action: string; readonly after?: JsonObject },
): AuditEntry =>
  auditEntryOf(
    ports,
    {
      organizationId,
      actor: { type: 'member', id: memberId },
      action,
      subject: { type: 'member', id: memberId },
      ...(after && { after }),
    },
    origin,
  )

/** An entry about somebody who failed to prove to be a member; in the installation's log where there is none. */
export const failedEntry = (
  ports: Ports,
  account: Pick<SignInAccount, 'organization' | 'member'> | null,
  { action, reason, origin }: From & { readonly action: string; readonly reason: string },
): AuditEntry =>
  auditEntryOf(
    ports,
    {
      organizationId: account?.organization.id ?? INSTALLATION,
      actor: { type: 'unknown' },
      action,
      outcome: 'refused',
      ...(account && { subject: { type: 'member', id: account.member.id } }),
      after: { reason },
    },
    origin,
  )

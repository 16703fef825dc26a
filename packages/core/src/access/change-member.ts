import {
  type AuditRecorder,
  auditedChanges,
  blank,
  type CallOptions,
  type Clock,
  defined,
  type EventRecorder,
  err,
  type IdSource,
  type MemberId,
  ok,
  picked,
  type RecordedEvent,
  type Result,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { LastAdministrator, LastOwner, MemberNotFound } from './access-errors.ts'
import { audited } from './audited.ts'
import type { Availability, Member, Role } from './member.ts'
import type { MemberStore } from './member-store.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf, type MemberPrincipal, type ServerKeyPrincipal, type SystemPrincipal } from './principal.ts'

/** What an administrator may change of a member: what is left out stays. Who is an owner is up to the owners. */
export interface MemberChanges {
  readonly name?: string | undefined
  readonly role?: Role | undefined
  readonly availability?: Availability | undefined
  readonly autoOffline?: boolean | undefined
}

export interface MemberTransaction {
  readonly members: MemberStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
}

export interface ChangeMemberPorts {
  readonly unitOfWork: UnitOfWork<MemberTransaction>
  readonly clock: Clock
  readonly ids: IdSource
}

/** Who may be asked to change members. */
export type MemberKeeper = MemberPrincipal | ServerKeyPrincipal | SystemPrincipal
export type MemberRefusal = Forbidden | MemberNotFound | LastAdministrator | LastOwner
type Updated = Promise<Result<Member, MemberRefusal | ValidationFailed>>
type From = Pick<CallOptions, 'origin'>

/** The role after a change: an owner is an administrator to the APIs that know no owners, and stays an owner. */
const roleAfter = (before: Role, asked: MemberChanges['role']): Role =>
  asked === undefined || (before === 'owner' && asked === 'administrator') ? before : asked

/** What the audit log tells of a member. */
const TOLD = ['name', 'role', 'availability', 'autoOffline'] as const

/** Changes a member. The last one who can administrate the organization goes on to, and its last owner stays one. */
export const updateMember =
  (ports: ChangeMemberPorts) =>
  (principal: MemberKeeper, number: number, changes: MemberChanges, { origin }: From = {}): Updated =>
    changingMember(ports, { principal, number }, async (tx, before): Updated => {
      const { role, name = before.name, ...rest } = changes
      const problems = [...blank('name', name), ...tooLong('name', name, SHORT_TEXT)]
      if (problems.length > 0) return err(validationFailed(...problems))
      const after: Member = {
        ...before,
        ...defined(rest),
        name: name.trim(),
        role: roleAfter(before.role, role),
        updatedAt: ports.clock.now(),
      }
      const allowed = await mayBecome(tx.members, { principal, before, role: after.role })
      if (!allowed.ok) return allowed
      // The e-mail address stays, so nobody else can have it.
      await tx.members.update(after)
      const { ids } = ports
      await tx.events.record([memberEvent('member.updated', after, { ids, principal, at: after.updatedAt })])
      const action = after.role === before.role ? 'member.updated' : 'member.role-changed'
      const news = { action, subject: subjectOf(after), ...auditedChanges(before, after, TOLD) }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(after)
    })

/** Removes a member, who is let in no longer. What the member holds is released soon after. */
export const removeMember =
  (ports: ChangeMemberPorts) =>
  (principal: MemberKeeper, number: number, { origin }: From = {}): Promise<Result<null, MemberRefusal>> =>
    changingMember(ports, { principal, number }, async (tx, member): Promise<Result<null, MemberRefusal>> => {
      const allowed = await mayBecome(tx.members, { principal, before: member, role: null })
      if (!allowed.ok) return allowed
      const { ids, clock } = ports
      const at = clock.now()
      await tx.members.remove(member.id, at)
      await tx.events.record([memberEvent('member.removed', member, { ids, principal, at })])
      const before = picked(member, ['email', ...TOLD])
      const news = { action: 'member.removed', subject: subjectOf(member), before }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(null)
    })

/** Does something to one member in a transaction. */
export const changingMember = async <T, E>(
  { unitOfWork }: ChangeMemberPorts,
  { principal, number }: { readonly principal: MemberKeeper; readonly number: number },
  change: (tx: MemberTransaction, member: Member) => Promise<Result<T, E>>,
): Promise<Result<T, E | Forbidden | MemberNotFound>> => {
  const permitted = permit(principal, 'members:write')
  if (!permitted.ok) return permitted
  return unitOfWork.run(principal.organizationId, async (tx) => {
    const [member] = await tx.members.findByNumbers([number])
    return member ? change(tx, member) : err({ code: 'member/not-found' })
  })
}

/** What the audit log says that it was done to. */
export const subjectOf = ({ id }: { readonly id: MemberId }) => ({ type: 'member', id })

/** Whether the principal may change members with these roles: owners are changed by owners. */
export const mayChange = (
  principal: MemberKeeper,
  ...roles: readonly (Role | null)[]
): Result<null, Forbidden> => (roles.includes('owner') ? permit(principal, 'owners:write') : ok(null))

/** Whether the member may have this role from now on, or none: only owners change who is one, and somebody has to stay. */
export const mayBecome = async (
  members: MemberStore,
  asked: { readonly principal: MemberKeeper; readonly before: Member; readonly role: Role | null },
): Promise<Result<null, Forbidden | LastAdministrator | LastOwner>> => {
  const { principal, before, role } = asked
  if (role === before.role) return ok(null)
  const permitted = mayChange(principal, before.role, role)
  if (!permitted.ok) return permitted
  if (before.role === 'agent') return ok(null)
  const others = (await members.lockAdministrators()).filter(({ id }) => id !== before.id)
  if ((role === null || role === 'agent') && others.length === 0)
    return err({ code: 'member/last-administrator' })
  const lastOwner = before.role === 'owner' && others.every((other) => other.role !== 'owner')
  return lastOwner ? err({ code: 'member/last-owner' }) : ok(null)
}

/** An event that tells a member as it is by then. */
export const memberEvent = (
  type: 'member.added' | 'member.updated' | 'member.removed' | 'member.token-reset',
  member: Member,
  { ids, principal, at }: { readonly ids: IdSource; readonly principal: MemberKeeper; readonly at: number },
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: member.organizationId,
  aggregate: { type: 'member', id: member.id },
  seq: null,
  occurredAt: at,
  actor: actorOf(principal),
  data: { member },
})

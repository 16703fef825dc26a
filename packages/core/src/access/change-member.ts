import {
  blank,
  type Clock,
  defined,
  type EventRecorder,
  err,
  type IdSource,
  ok,
  type RecordedEvent,
  type Result,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { LastAdministrator, MemberNotFound } from './access-errors.ts'
import type { Availability, Member, Role } from './member.ts'
import type { MemberStore } from './member-store.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf, type MemberPrincipal, type ServerKeyPrincipal, type SystemPrincipal } from './principal.ts'

/** What an administrator may change of a member: what is left out stays. */
export interface MemberChanges {
  readonly name?: string | undefined
  readonly role?: Exclude<Role, 'owner'> | undefined
  readonly availability?: Availability | undefined
  readonly autoOffline?: boolean | undefined
}

export interface ChangeMemberPorts {
  readonly unitOfWork: UnitOfWork<{ readonly members: MemberStore; readonly events: EventRecorder }>
  readonly clock: Clock
  readonly ids: IdSource
}

type Keeper = MemberPrincipal | ServerKeyPrincipal | SystemPrincipal
type Refused = Forbidden | MemberNotFound | LastAdministrator

/** The role after a change: an owner is an administrator to the APIs that know no owners, and stays an owner. */
const roleAfter = (before: Role, asked: MemberChanges['role']): Role =>
  asked === undefined || (before === 'owner' && asked === 'administrator') ? before : asked

/** Changes a member. The last one who can administrate the organization goes on to. */
export const updateMember =
  ({ unitOfWork, clock, ids }: ChangeMemberPorts) =>
  async (
    principal: Keeper,
    number: number,
    changes: MemberChanges,
  ): Promise<Result<Member, Refused | ValidationFailed>> => {
    const permitted = permit(principal, 'members:write')
    if (!permitted.ok) return permitted
    return unitOfWork.run(
      principal.organizationId,
      async (tx): Promise<Result<Member, Refused | ValidationFailed>> => {
        const [before] = await tx.members.findByNumbers([number])
        if (!before) return err({ code: 'member/not-found' })
        const { role, name = before.name, ...rest } = changes
        const problems = [...blank('name', name), ...tooLong('name', name, SHORT_TEXT)]
        if (problems.length > 0) return err(validationFailed(...problems))
        const after: Member = {
          ...before,
          ...defined(rest),
          name: name.trim(),
          role: roleAfter(before.role, role),
          updatedAt: clock.now(),
        }
        if (
          after.role === 'agent' &&
          before.role !== 'agent' &&
          (await isLastAdministrator(tx.members, before))
        )
          return err({ code: 'member/last-administrator' })
        // The e-mail address stays, so nobody else can have it.
        await tx.members.update(after)
        await tx.events.record([
          memberEvent('member.updated', after, { ids, principal, at: after.updatedAt }),
        ])
        return ok(after)
      },
    )
  }

/** Removes a member, who is let in no longer. What the member holds is released soon after. */
export const removeMember =
  ({ unitOfWork, clock, ids }: ChangeMemberPorts) =>
  async (principal: Keeper, number: number): Promise<Result<null, Refused>> => {
    const permitted = permit(principal, 'members:write')
    if (!permitted.ok) return permitted
    return unitOfWork.run(principal.organizationId, async (tx): Promise<Result<null, Refused>> => {
      const [member] = await tx.members.findByNumbers([number])
      if (!member) return err({ code: 'member/not-found' })
      if (member.role !== 'agent' && (await isLastAdministrator(tx.members, member)))
        return err({ code: 'member/last-administrator' })
      const at = clock.now()
      await tx.members.remove(member.id, at)
      await tx.events.record([memberEvent('member.removed', member, { ids, principal, at })])
      return ok(null)
    })
  }

/** Whether nobody else who is let in could administrate the organization. */
export const isLastAdministrator = async (members: MemberStore, { id }: Member): Promise<boolean> =>
  (await members.lockAdministrators()).every((other) => other === id)

/** An event that tells a member as it is by then. */
export const memberEvent = (
  type: 'member.added' | 'member.updated' | 'member.removed' | 'member.token-reset',
  member: Member,
  { ids, principal, at }: { readonly ids: IdSource; readonly principal: Keeper; readonly at: number },
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

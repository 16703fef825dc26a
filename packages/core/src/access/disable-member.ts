import {
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdSource,
  ok,
  type Result,
  type UnitOfWork,
} from '../kernel/index.ts'
import { audited } from './audited.ts'
import { type MemberRefusal, mayBecome, mayChange, memberEvent } from './change-member.ts'
import type { Member } from './member.ts'
import type { MemberStore } from './member-store.ts'
import { permit } from './permissions.ts'
import type { MemberPrincipal, ServerKeyPrincipal, SystemPrincipal } from './principal.ts'
import type { SessionStore } from './sign-in/sign-in-stores.ts'

export interface DisableMemberPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly members: MemberStore
    readonly sessions: Pick<SessionStore, 'endAll'>
    readonly events: EventRecorder
    readonly audit: AuditRecorder
  }>
  readonly clock: Clock
  readonly ids: IdSource
}

type Answered = Promise<Result<Member, MemberRefusal>>

/**
 * Says whether a member is let in. Within a second of being disabled, no token, no session and no key that the member made
 * leads anywhere, and it is given no work. Let in again, its token and its keys are good again; sessions have ended.
 */
export const setMemberDisabled =
  (ports: DisableMemberPorts) =>
  async (
    principal: MemberPrincipal | ServerKeyPrincipal | SystemPrincipal,
    number: number,
    disabled: boolean,
    options: CallOptions = {},
  ): Answered => {
    const permitted = permit(principal, 'members:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx): Answered => {
      const [before] = await tx.members.findByNumbers([number])
      if (!before) return err({ code: 'member/not-found' })
      if (disabled === (before.disabledAt !== undefined)) return ok(before)
      const allowed = disabled
        ? await mayBecome(tx.members, { principal, before, role: null })
        : mayChange(principal, before.role)
      if (!allowed.ok) return allowed
      const at = ports.clock.now()
      const { disabledAt: _before, ...rest } = before
      const after: Member = disabled
        ? { ...rest, disabledAt: at, availability: 'offline', updatedAt: at }
        : { ...rest, updatedAt: at }
      // The e-mail address stays, so nobody else can have it.
      await tx.members.update(after)
      if (disabled) await tx.sessions.endAll(after.id)
      await tx.events.record([memberEvent('member.updated', after, { ids: ports.ids, principal, at })])
      await tx.audit.record(
        audited(
          ports,
          { principal, origin: options.origin },
          {
            action: disabled ? 'member.disabled' : 'member.enabled',
            subject: { type: 'member', id: after.id },
          },
        ),
      )
      return ok(after)
    })
  }

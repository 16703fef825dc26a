import { type CallOptions, err, ok, type Result } from '../kernel/index.ts'
import type { UnknownCredential } from './access-errors.ts'
import { memberCredential } from './add-member.ts'
import { audited } from './audited.ts'
import { memberEvent, subjectOf } from './change-member.ts'
import type { ChangeProfilePorts } from './change-profile.ts'
import type { MemberPrincipal } from './principal.ts'

/** Gives the caller another access token, and tells it this once; those it had are unknown from then on. */
export const resetOwnToken =
  ({ unitOfWork, clock, ids, secrets }: ChangeProfilePorts) =>
  async (
    principal: MemberPrincipal,
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<{ readonly accessToken: string }, UnknownCredential>> => {
    const accessToken = secrets.token(24)
    return unitOfWork.run(principal.organizationId, async (tx) => {
      const member = await tx.members.find(principal.member.id)
      if (!member) return err({ code: 'access/unknown-credential' })
      const at = clock.now()
      const credential = { ...memberCredential(member, accessToken, secrets), createdAt: at }
      await tx.members.replaceCredentials(member.id, [credential])
      await tx.events.record([memberEvent('member.token-reset', member, { ids, principal, at })])
      const news = { action: 'member.token-reset', subject: subjectOf(member) }
      await tx.audit.record(audited({ ids, clock }, { principal, origin }, news))
      return ok({ accessToken })
    })
  }

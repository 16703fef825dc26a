import { type CallOptions, err, ok, type Result } from '../../kernel/index.ts'
import { memberEvent } from '../change-member.ts'
import type { Member } from '../member.ts'
import { type MemberPrincipal, memberPrincipal } from '../principal.ts'
import { mailCodeLater, newCode } from './mail-code.ts'
import type { InvalidCode } from './sign-in-errors.ts'
import { accountEmail, type SignInPorts } from './sign-in-ports.ts'
import { ownEntry } from './sign-in-trail.ts'
import { takeCode } from './take-code.ts'

const INVALID = err({ code: 'sign-in/invalid-code' })

/** A member whose address is proven, with how it signs in. */
export interface VerifiedMember {
  readonly member: Member
  readonly totpEnabled: boolean
}

/** Proves an e-mail address with the code that was mailed there. */
export const verifyEmail =
  (ports: SignInPorts) =>
  async (
    input: { readonly email: string; readonly code: string },
    { origin }: CallOptions = {},
  ): Promise<Result<VerifiedMember, InvalidCode>> => {
    const account = await ports.signInDirectory.account(accountEmail(input.email))
    const code = { purpose: 'verify', digits: input.code } as const
    const verified = await takeCode(ports, account, code, async (tx, { member, organization }) => {
      const before = await tx.members.find(member.id)
      if (!before || before.email !== member.email) return null
      const at = ports.clock.now()
      const after: Member = { ...before, confirmed: true, updatedAt: at }
      // The e-mail address stays, so nobody else can have it.
      await tx.members.update(after)
      const principal = memberPrincipal(after)
      await tx.events.record([memberEvent('member.updated', after, { ids: ports.ids, principal, at })])
      const whose = { organizationId: organization.id, memberId: member.id }
      await tx.audit.record(ownEntry(ports, whose, { action: 'email.verified', origin }))
      return after
    })
    return verified ? ok({ member: verified, totpEnabled: account?.totpSecret != null }) : INVALID
  }

/** Mails another code to a member whose address is not proven yet; to one whose is, nothing. */
export const resendVerification =
  (ports: SignInPorts) =>
  async ({ member, organizationId }: MemberPrincipal): Promise<Result<null, never>> => {
    if (member.confirmed) return ok(null)
    const made = await newCode(ports, member, 'verify')
    await ports.unitOfWork.run(organizationId, async (tx) => {
      await tx.mailedCodes.put(made.code)
      return ok(null)
    })
    mailCodeLater(ports, member.email, made)
    return ok(null)
  }

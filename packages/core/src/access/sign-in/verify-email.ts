import { type CallOptions, err, ok, type Result } from '../../kernel/index.ts'
import { memberEvent } from '../change-member.ts'
import type { Member } from '../member.ts'
import { type MemberPrincipal, memberPrincipal } from '../principal.ts'
import { mailCodeLater, newCode } from './mail-code.ts'
import { codeText } from './mailed-code.ts'
import type { InvalidCode } from './sign-in-errors.ts'
import { accountEmail, type SignInPorts } from './sign-in-ports.ts'
import { ownEntry } from './sign-in-trail.ts'

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
    if (!account) return INVALID
    const { member, organization, totpSecret } = account
    const now = ports.clock.now()
    const text = codeText({ purpose: 'verify', memberId: member.id }, member.email, input.code)
    const mac = await ports.vault.mac(text)
    const { value } = await ports.unitOfWork.run(organization.id, async (tx) => {
      const taken = await tx.mailedCodes.takeTry(member.id, 'verify', now)
      // The try that was taken stays taken.
      if (!taken || !ports.secrets.equal(taken.mac, mac)) return ok(null)
      const before = await tx.members.find(member.id)
      if (!before || before.email !== member.email) return ok(null)
      const verified: Member = { ...before, confirmed: true, updatedAt: now }
      // The e-mail address stays, so nobody else can have it.
      await tx.members.update(verified)
      await tx.mailedCodes.remove(member.id, 'verify')
      const principal = memberPrincipal(verified)
      await tx.events.record([
        memberEvent('member.updated', verified, { ids: ports.ids, principal, at: now }),
      ])
      const whose = { organizationId: organization.id, memberId: member.id }
      await tx.audit.record(ownEntry(ports, whose, { action: 'email.verified', origin }))
      return ok(verified)
    })
    return value ? ok({ member: value, totpEnabled: totpSecret !== null }) : INVALID
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

import { type CallOptions, err, ok, type Result } from '../../kernel/index.ts'
import type { MemberPrincipal } from '../principal.ts'
import { type FactorInput, judgeFactor, recoveryDigest, stepBy, useFactor } from './check-factor.ts'
import type { ProposedTotp } from './one-time-codes.ts'
import { RECOVERY_CODES, type SecondFactor, shownRecoveryCode } from './second-factor.ts'
import type { InvalidCode, TotpNotSetUp, TotpRequired } from './sign-in-errors.ts'
import { attemptKey, type SignInPorts } from './sign-in-ports.ts'
import { ownEntry } from './sign-in-trail.ts'

const INVALID = err({ code: 'sign-in/invalid-code' })

const factorOf = async (
  { unitOfWork }: Pick<SignInPorts, 'unitOfWork'>,
  { organizationId, member }: MemberPrincipal,
): Promise<SecondFactor> =>
  (await unitOfWork.run(organizationId, async (tx) => ok(await tx.secondFactors.find(member.id)))).value

/** Proposes a secret, which counts for nothing until a code by it came back. Whoever has one that counts proves to have it, before another may take its place. */
export const setUpTotp =
  (ports: SignInPorts) =>
  async (
    principal: MemberPrincipal,
    input: FactorInput = {},
    _options: CallOptions = {},
  ): Promise<Result<ProposedTotp, TotpRequired | InvalidCode>> => {
    const { member, organizationId } = principal
    const { secret: sealed } = await factorOf(ports, principal)
    const proven = await proveAgain(ports, { principal, sealed, input })
    if (!proven.ok) return proven
    const proposed = await ports.oneTimeCodes.propose(member.email)
    const pending = await ports.vault.seal(proposed.secret)
    await ports.unitOfWork.run(organizationId, async (tx) => {
      await tx.secondFactors.propose(member.id, pending)
      return ok(null)
    })
    return ok(proposed)
  }

const proveAgain = async (
  ports: SignInPorts,
  {
    principal: { member, organizationId },
    sealed,
    input,
  }: { readonly principal: MemberPrincipal; readonly sealed: string | null; readonly input: FactorInput },
): Promise<Result<null, TotpRequired | InvalidCode>> => {
  const proof = await judgeFactor(ports, { sealed, memberId: member.id }, input)
  if (proof.type === 'not-needed') return ok(null)
  if (proof.type === 'missing') return err({ code: 'sign-in/totp-required' })
  const key = attemptKey(ports, member.email)
  if (!(await ports.signInAttempts.take(key, ports.clock.now()))) return INVALID
  const used = await ports.unitOfWork.run(organizationId, async (tx) =>
    ok(await useFactor(tx, member.id, proof)),
  )
  if (!used.value) return INVALID
  await ports.signInAttempts.giveBack(key)
  return ok(null)
}

/** That one-time codes are asked for from now on; with the recovery codes, which are told this once, when that is new. */
export interface EnabledTotp {
  readonly recoveryCodes: readonly string[] | null
}

/** Takes a code by the proposed secret, which counts from then on; where none is proposed, by the one that counts. */
export const verifyTotp =
  (ports: SignInPorts) =>
  async (
    principal: MemberPrincipal,
    code: string,
    { origin }: CallOptions = {},
  ): Promise<Result<EnabledTotp, InvalidCode | TotpNotSetUp>> => {
    const { member, organizationId } = principal
    const { secret, pendingSecret } = await factorOf(ports, principal)
    const sealed = pendingSecret ?? secret
    if (sealed === null) return err({ code: 'sign-in/totp-not-set-up' })
    const key = attemptKey(ports, member.email)
    if (!(await ports.signInAttempts.take(key, ports.clock.now()))) return INVALID
    const step = await stepBy(ports, sealed, code, ports.clock.now())
    if (step === null) return INVALID
    const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(ports))
    const { value: taken } = await ports.unitOfWork.run(organizationId, async (tx) => {
      if (!(await tx.secondFactors.takeStep(member.id, step))) return ok(false)
      if (pendingSecret === null) return ok(true)
      // Another secret may have been proposed, or this one proven, since it was read.
      if ((await tx.secondFactors.find(member.id)).pendingSecret !== pendingSecret) return ok(false)
      const digests = codes.map((one) => recoveryDigest(ports, member.id, one))
      await tx.secondFactors.activate(member.id, digests)
      const whose = { organizationId, memberId: member.id }
      const action = secret === null ? 'totp.enabled' : 'totp.replaced'
      await tx.audit.record(ownEntry(ports, whose, { action, origin }))
      return ok(true)
    })
    if (!taken) return INVALID
    await ports.signInAttempts.giveBack(key)
    return ok({ recoveryCodes: pendingSecret === null ? null : codes })
  }

const newRecoveryCode = ({ secrets }: Pick<SignInPorts, 'secrets'>): string =>
  shownRecoveryCode(secrets.digest(secrets.token(16)))

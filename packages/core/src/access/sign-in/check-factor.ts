import type { MemberId, Timestamp } from '../../kernel/index.ts'
import { recoveryCode } from './second-factor.ts'
import type { SignInPorts, SignInTransaction } from './sign-in-ports.ts'

/** What somebody sends beside the password. */
export interface FactorInput {
  readonly totpCode?: string | undefined
  readonly recoveryCode?: string | undefined
}

/** What was sent, as far as it can be judged before it is used up. */
export type FactorProof =
  | { readonly type: 'not-needed' }
  | { readonly type: 'missing' }
  | { readonly type: 'wrong' }
  | { readonly type: 'step'; readonly step: number }
  | { readonly type: 'recovery'; readonly digest: string }

/** The digest that a recovery code of this member is kept as. */
export const recoveryDigest = (
  { secrets }: Pick<SignInPorts, 'secrets'>,
  memberId: MemberId,
  code: string,
): string => secrets.digest(`recovery ${memberId} ${recoveryCode(code)}`)

/** The step that a code belongs to by a sealed secret; null for a code that is wrong. */
export const stepBy = async (
  { vault, oneTimeCodes }: Pick<SignInPorts, 'vault' | 'oneTimeCodes'>,
  sealed: string,
  code: string,
  now: Timestamp,
): Promise<number | null> => {
  const secret = await vault.open(sealed)
  return secret === null ? null : oneTimeCodes.stepOf(secret, code.replaceAll(/\s/g, ''), now)
}

/** Judges what was sent beside the password. */
export const judgeFactor = async (
  ports: Pick<SignInPorts, 'vault' | 'oneTimeCodes' | 'secrets' | 'clock'>,
  { sealed, memberId }: { readonly sealed: string | null; readonly memberId: MemberId },
  { totpCode, recoveryCode: recovery }: FactorInput,
): Promise<FactorProof> => {
  if (sealed === null) return { type: 'not-needed' }
  if (totpCode !== undefined) {
    const step = await stepBy(ports, sealed, totpCode, ports.clock.now())
    return step === null ? { type: 'wrong' } : { type: 'step', step }
  }
  if (recovery === undefined) return { type: 'missing' }
  return { type: 'recovery', digest: recoveryDigest(ports, memberId, recovery) }
}

/** Uses up what was sent, so that it is good once; false when it is not, or was used before. */
export const useFactor = async (
  { secondFactors }: Pick<SignInTransaction, 'secondFactors'>,
  memberId: MemberId,
  proof: FactorProof,
): Promise<boolean> => {
  switch (proof.type) {
    case 'not-needed':
      return true
    case 'missing':
    case 'wrong':
      return false
    case 'step':
      return secondFactors.takeStep(memberId, proof.step)
    case 'recovery':
      return secondFactors.useRecoveryCode(memberId, proof.digest)
  }
}

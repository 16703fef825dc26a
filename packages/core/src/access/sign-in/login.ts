import { type CallOptions, err, ok, type Result } from '../../kernel/index.ts'
import type { OrganizationSuspended } from '../access-errors.ts'
import { type FactorInput, judgeFactor, useFactor } from './check-factor.ts'
import { newSession } from './session.ts'
import type { InvalidCredentials, TotpRequired } from './sign-in-errors.ts'
import { accountEmail, attemptKey, type SignInPorts } from './sign-in-ports.ts'
import type { SignInAccount } from './sign-in-stores.ts'
import { failedEntry, ownEntry } from './sign-in-trail.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

export interface LoginInput extends FactorInput {
  readonly email: string
  readonly password: string
}

export type LoginError = InvalidCredentials | TotpRequired | OrganizationSuspended

const INVALID = err({ code: 'sign-in/invalid-credentials' })

const FAILED = 'sign-in.failed'

/**
 * Signs a member in. An address that nobody has, a wrong password, and a locked account are answered alike, after the same
 * work: a password is always compared, if only with that of nobody.
 */
export const login = (ports: SignInPorts) => {
  const nobody = hashOfNobody(ports)
  return async (input: LoginInput, { origin }: CallOptions = {}): Promise<Result<SignedIn, LoginError>> => {
    const email = accountEmail(input.email)
    const key = attemptKey(ports, email)
    const hashOfNone = await nobody()
    const free = await ports.signInAttempts.take(key, ports.clock.now())
    const account = await ports.signInDirectory.account(email)
    const right = await ports.secrets.verifyPassword(input.password, account?.passwordHash ?? hashOfNone)
    if (!free || !account || account.passwordHash === null || !right) {
      const reason = free ? 'credentials' : 'locked'
      ports.auditLog.append(failedEntry(ports, account, { action: FAILED, reason, origin }))
      return INVALID
    }
    return enterAccount(ports, { account, key, input, origin })
  }
}

interface Entering extends Pick<CallOptions, 'origin'> {
  readonly account: SignInAccount
  readonly key: string
  readonly input: LoginInput
}

/** The password was right, and is not held against the caller if that was not enough. */
const enterAccount = async (
  ports: SignInPorts,
  { account, key, input, origin }: Entering,
): Promise<Result<SignedIn, LoginError>> => {
  const { member, organization, totpSecret } = account
  if (organization.status === 'suspended') {
    await ports.signInAttempts.giveBack(key)
    return err({ code: 'organization/suspended' })
  }
  const proof = await judgeFactor(ports, { sealed: totpSecret, memberId: member.id }, input)
  if (proof.type === 'missing') {
    await ports.signInAttempts.giveBack(key)
    return err({ code: 'sign-in/totp-required' })
  }
  const session = newSession(
    { id: ports.ids.next(), organizationId: organization.id, memberId: member.id },
    ports.clock.now(),
  )
  const begun = await ports.unitOfWork.run(organization.id, async (tx) => {
    if (!(await useFactor(tx, member.id, proof))) return INVALID
    await tx.sessions.insert(session)
    const after = { second_factor: proof.type }
    await tx.audit.record(ownEntry(ports, session, { action: 'sign-in.succeeded', after, origin }))
    return ok(null)
  })
  if (!begun.ok) {
    ports.auditLog.append(failedEntry(ports, account, { action: FAILED, reason: 'second-factor', origin }))
    return begun
  }
  await ports.signInAttempts.forgive(key)
  return ok(await signedIn(ports, session, { member, totpEnabled: totpSecret !== null }))
}

/** A hash that no password has, made once. */
const hashOfNobody = ({ secrets }: Pick<SignInPorts, 'secrets'>): (() => Promise<string>) => {
  let hash: Promise<string> | undefined
  return () => {
    hash ??= secrets.hashPassword(secrets.token(32))
    return hash
  }
}

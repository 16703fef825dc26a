import {
  type CallOptions,
  err,
  ok,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../../kernel/index.ts'
import { memberEvent } from '../change-member.ts'
import { memberPrincipal } from '../principal.ts'
import { mailCodeLater, newCode } from './mail-code.ts'
import { passwordChangedMail } from './mails.ts'
import { passwordProblems } from './password-rules.ts'
import type { InvalidCode } from './sign-in-errors.ts'
import { accountEmail, attemptKey, type SignInPorts } from './sign-in-ports.ts'
import type { SignInAccount } from './sign-in-stores.ts'
import { failedEntry, ownEntry } from './sign-in-trail.ts'
import { takeCode } from './take-code.ts'

const INVALID = err({ code: 'sign-in/invalid-code' })

/** Mails a code to whoever has the address. All of it is done once the caller was answered, who learns nothing. */
export const forgotPassword =
  (ports: SignInPorts) =>
  async (typed: string, _options: CallOptions = {}): Promise<Result<null, never>> => {
    const email = accountEmail(typed)
    ports.afterwards('begin to reset a password', async () => {
      const account = await ports.signInDirectory.account(email)
      if (!account) return
      const made = await newCode(ports, account.member, 'reset')
      await ports.unitOfWork.run(account.organization.id, async (tx) => {
        await tx.mailedCodes.put(made.code)
        return ok(null)
      })
      mailCodeLater(ports, email, made)
    })
    return ok(null)
  }

export interface ResetInput {
  readonly email: string
  /** Six digits. */
  readonly code: string
  /** 12–128 characters, and not one that is guessed first. */
  readonly password: string
}

/**
 * Sets another password with a mailed code, and ends every session of the member. It signs nobody in: whoever is asked for
 * a one-time code is asked for it as ever. An address that nobody has, a wrong code and a locked account are answered alike.
 */
export const resetPassword =
  (ports: SignInPorts) =>
  async (
    { email: typed, code, password }: ResetInput,
    { origin }: CallOptions = {},
  ): Promise<Result<null, ValidationFailed | InvalidCode>> => {
    const email = accountEmail(typed)
    const problems = await passwordProblems(ports.commonPasswords, password, [email])
    if (problems.length > 0) return err(validationFailed(...problems))
    const hash = await ports.secrets.hashPassword(password)
    const key = attemptKey(ports, email)
    const free = await ports.signInAttempts.take(key, ports.clock.now())
    const account = await ports.signInDirectory.account(email)
    // A locked account takes no code, and does as much.
    const changed = await setPassword(ports, free ? account : null, { code, hash, origin })
    if (!changed) {
      const reason = free ? 'code' : 'locked'
      ports.auditLog.append(failedEntry(ports, account, { action: 'password.reset-failed', reason, origin }))
      return INVALID
    }
    // Who reads the mail has not proven more than that: what failed before still counts.
    await ports.signInAttempts.giveBack(key)
    const { mailer } = ports
    if (mailer) {
      ports.afterwards('mail that a password was changed', async () => {
        await mailer.send(passwordChangedMail(email))
      })
    }
    return ok(null)
  }

interface Reset extends Pick<CallOptions, 'origin'> {
  readonly code: string
  readonly hash: string
}

const setPassword = (
  ports: SignInPorts,
  found: SignInAccount | null,
  { code, hash, origin }: Reset,
): Promise<boolean | null> =>
  takeCode(ports, found, { purpose: 'reset', digits: code }, async (tx, { member, organization }) => {
    await tx.members.setPasswordHash(member.id, hash)
    await tx.sessions.endAll(member.id)
    const { ids, clock } = ports
    const principal = memberPrincipal(member)
    await tx.events.record([memberEvent('member.updated', member, { ids, principal, at: clock.now() })])
    const whose = { organizationId: organization.id, memberId: member.id }
    await tx.audit.record(ownEntry(ports, whose, { action: 'password.reset', origin }))
    return true
  })

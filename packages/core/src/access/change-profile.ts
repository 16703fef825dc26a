import {
  auditedChanges,
  blank,
  type CallOptions,
  type Clock,
  err,
  type FieldProblem,
  type IdSource,
  LONG_TEXT,
  ok,
  type Result,
  type Secrets,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { EmailTaken, UnknownCredential, WrongPassword } from './access-errors.ts'
import { signInProblems } from './add-member.ts'
import { audited } from './audited.ts'
import { type MemberTransaction, memberEvent, subjectOf } from './change-member.ts'
import type { Member } from './member.ts'
import type { MemberProfile } from './member-profile.ts'
import type { MemberPrincipal } from './principal.ts'
import { memberAfter, type ProfileChanges, profileAfter } from './profile-after.ts'
import type { SignInAttempts } from './sign-in/attempts.ts'
import { type CommonPasswords, commonPassword } from './sign-in/password-rules.ts'
import { attemptKey } from './sign-in/sign-in-ports.ts'
import type { SessionStore } from './sign-in/sign-in-stores.ts'

/** A member as it sees itself. */
export interface Myself {
  readonly member: Member
  readonly profile: MemberProfile
}

export interface ChangeProfilePorts {
  readonly unitOfWork: UnitOfWork<MemberTransaction & { readonly sessions: SessionStore }>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  readonly signInAttempts: SignInAttempts
  readonly commonPasswords: CommonPasswords
}

/** Longest of what a front end keeps with a member, as JSON, in characters. */
export const UI_SETTINGS_LENGTH = 65_536

type Mine<E = never> = Promise<Result<Myself, E | UnknownCredential>>

const GONE = err({ code: 'access/unknown-credential' })

/** The caller with what it keeps about itself. What lets its front end listen is made when it is first asked for. */
export const ownProfile =
  ({ unitOfWork, secrets }: ChangeProfilePorts) =>
  (principal: MemberPrincipal): Mine =>
    unitOfWork.run(principal.organizationId, async (tx): Mine => {
      const member = await tx.members.find(principal.member.id)
      if (!member) return GONE
      const kept = await tx.members.profile(member.id)
      if (kept.pubsubToken !== null) return ok({ member, profile: kept })
      const profile = { ...kept, pubsubToken: secrets.token(18) }
      await tx.members.setProfile(member.id, profile)
      return ok({ member, profile })
    })

/** Changes what the caller may change of itself. Another password needs the one there is. */
export const changeProfile =
  (ports: ChangeProfilePorts) =>
  async (
    principal: MemberPrincipal,
    changes: ProfileChanges,
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Mine<ValidationFailed | EmailTaken | WrongPassword> => {
    const problems = [
      ...profileProblems(changes),
      ...(await commonPassword(ports.commonPasswords, changes.password)),
    ]
    if (problems.length > 0) return err(validationFailed(...problems))
    // Slow on purpose, and so before the transaction, not in it.
    const hash = await newPasswordHash(ports, principal, changes)
    if (!hash.ok) return hash
    return ports.unitOfWork.run(principal.organizationId, async (tx): Mine<EmailTaken> => {
      const before = await tx.members.find(principal.member.id)
      if (!before) return GONE
      const member = memberAfter(before, changes, ports.clock.now())
      const updated = await tx.members.update(member)
      if (!updated.ok) return updated
      if (hash.value !== null) {
        await tx.members.setPasswordHash(member.id, hash.value)
        // Whoever knew the old one may be signed in.
        await tx.sessions.endAll(member.id, principal.sessionId)
      }
      const profile = profileAfter(await tx.members.profile(member.id), changes, ports.secrets)
      await tx.members.setProfile(member.id, profile)
      const { ids } = ports
      await tx.events.record([
        memberEvent('member.updated', member, { ids, principal, at: member.updatedAt }),
      ])
      const news = auditedChanges(before, member, ['email'])
      if (before.email !== member.email)
        await tx.audit.record(
          audited(
            ports,
            { principal, origin },
            { action: 'member.email-changed', subject: subjectOf(member), ...news },
          ),
        )
      if (hash.value !== null)
        await tx.audit.record(
          audited(
            ports,
            { principal, origin },
            { action: 'member.password-changed', subject: subjectOf(member) },
          ),
        )
      return ok({ member, profile })
    })
  }

/** Notes that the caller works in the organization now. */
export const noteActive =
  ({ unitOfWork, clock }: ChangeProfilePorts) =>
  (principal: MemberPrincipal): Promise<Result<null, never>> =>
    unitOfWork.run(principal.organizationId, async (tx) => {
      const profile = await tx.members.profile(principal.member.id)
      await tx.members.setProfile(principal.member.id, { ...profile, activeAt: clock.now() })
      return ok(null)
    })

const profileProblems = (changes: ProfileChanges): readonly FieldProblem[] => [
  ...(changes.name === undefined ? [] : blank('name', changes.name)),
  ...tooLong('name', changes.name, SHORT_TEXT),
  ...tooLong('displayName', changes.displayName, SHORT_TEXT),
  ...tooLong('messageSignature', changes.messageSignature, LONG_TEXT),
  ...tooLong('phoneNumber', changes.phoneNumber, SHORT_TEXT),
  ...tooLong('uiSettings', JSON.stringify(changes.uiSettings ?? {}), UI_SETTINGS_LENGTH),
  ...signInProblems(changes.email ?? 'unchanged@address', changes.password),
  ...(changes.password !== undefined &&
  changes.passwordConfirmation !== undefined &&
  changes.password !== changes.passwordConfirmation
    ? [{ field: 'passwordConfirmation', problem: 'invalid' } as const]
    : []),
]

/** The hash of the password that is asked for; null when none is. */
const newPasswordHash = async (
  ports: ChangeProfilePorts,
  { organizationId, member }: MemberPrincipal,
  { password, currentPassword }: ProfileChanges,
): Promise<Result<string | null, WrongPassword>> => {
  if (password === undefined) return ok(null)
  const { unitOfWork, secrets, signInAttempts, clock } = ports
  // Guesses count here as they do where people sign in.
  const key = attemptKey(ports, member.email)
  const free = await signInAttempts.take(key, clock.now())
  const kept = await unitOfWork.run(organizationId, async (tx) =>
    ok(await tx.members.passwordHash(member.id)),
  )
  const proven =
    kept.value !== null &&
    currentPassword !== undefined &&
    (await secrets.verifyPassword(currentPassword, kept.value))
  if (!free || !proven) return err({ code: 'member/wrong-password' })
  await signInAttempts.giveBack(key)
  return ok(await secrets.hashPassword(password))
}

import {
  type Answer,
  type AuditEntry,
  type AuditRecorder,
  blank,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type Secrets,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { EmailTaken } from './access-errors.ts'
import { audited } from './audited.ts'
import { type MemberKeeper, memberEvent, subjectOf } from './change-member.ts'
import type { Availability, Member, NewMember, Role } from './member.ts'
import type { MemberStore } from './member-store.ts'
import { type Forbidden, permit } from './permissions.ts'

export interface MemberInput {
  readonly email: string
  /** The part of the e-mail address before the @ when it is left out. */
  readonly name?: string | undefined
  readonly role: Role
  readonly availability?: Availability | undefined
  readonly autoOffline?: boolean | undefined
  /** 8–128 characters; made up when it is left out. */
  readonly password?: string | undefined
}

/** A new member; what it signs in with is told this once, and not to a repeated call. */
export interface AddedMember {
  readonly member: Member
  readonly accessToken: string | null
  readonly password: string | null
}

export interface AddMemberPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly members: MemberStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

export type AddMemberError = Forbidden | ValidationFailed | EmailTaken | IdempotencyKeyReused

const EMAIL = /^[^@\s]{1,64}@[^@\s]{1,190}$/

/** What is wrong with an address and a password that somebody is to sign in with. */
export const signInProblems = (email: string, password: string | undefined): readonly FieldProblem[] => [
  ...(EMAIL.test(email.trim()) ? [] : [{ field: 'email', problem: 'invalid' } as const]),
  ...(password !== undefined && password.length < 8
    ? [{ field: 'password', problem: 'too_short', limit: 8 } as const]
    : []),
  ...tooLong('password', password, 128),
]

/** The digest-only form of a new access token of a member. */
export const memberCredential = (member: NewMember, token: string, secrets: Secrets) => ({
  organizationId: member.organizationId,
  kind: 'member' as const,
  digest: secrets.digest(token),
  memberId: member.id,
  agentIdentityId: null,
  createdAt: member.createdAt,
})

/** Adds a person to the organization, with an access token and a password. */
export const addMember =
  ({ unitOfWork, clock, ids, secrets }: AddMemberPorts) =>
  async (
    principal: MemberKeeper,
    input: MemberInput,
    options: CallOptions = {},
  ): Promise<Answer<AddedMember, AddMemberError>> => {
    const permitted = permit(principal, input.role === 'owner' ? 'owners:write' : 'members:write')
    if (!permitted.ok) return permitted
    const name = input.name ?? input.email.split('@')[0] ?? ''
    const problems = [
      ...blank('name', name),
      ...tooLong('name', name, SHORT_TEXT),
      ...signInProblems(input.email, input.password),
    ]
    if (problems.length > 0) return err(validationFailed(...problems))

    const now = clock.now()
    const member: NewMember = {
      id: ids.next(),
      organizationId: principal.organizationId,
      email: input.email.trim().toLowerCase(),
      name: name.trim(),
      displayName: null,
      role: input.role,
      availability: input.availability ?? 'online',
      autoOffline: input.autoOffline ?? true,
      confirmed: true,
      createdAt: now,
      updatedAt: now,
    }
    const accessToken = secrets.token(24)
    const password = input.password ?? secrets.token(16)
    const passwordHash = await secrets.hashPassword(password)
    const added = await unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const inserted = await tx.members.insert(member, {
          memberId: member.id,
          passwordHash,
          credentials: [memberCredential(member, accessToken, secrets)],
        })
        if (!inserted.ok) return inserted
        await tx.events.record([memberEvent('member.added', inserted.value, { ids, principal, at: now })])
        await tx.audit.record(addition({ ids, clock }, { principal, ...options }, inserted.value))
        return ok(inserted.value)
      }),
    )
    if (!added.ok) return added
    const secret = added.replayed ? { accessToken: null, password: null } : { accessToken, password }
    return { ...added, value: { member: added.value, ...secret } }
  }

/** The most people that are added at once. */
export const MOST_INVITED = 100

/**
 * Adds agents by their e-mail addresses. Addresses that somebody signs in with already, and those that are none, are
 * passed over; answers who was added. Nobody is told a password or a token: see `resetToken`.
 */
export const addMembers =
  ({ unitOfWork, clock, ids }: AddMemberPorts) =>
  async (
    principal: MemberKeeper,
    emails: readonly string[],
    options: CallOptions = {},
  ): Promise<Answer<readonly Member[], Forbidden | ValidationFailed | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'members:write')
    if (!permitted.ok) return permitted
    if (emails.length > MOST_INVITED)
      return err(validationFailed({ field: 'emails', problem: 'too_long', limit: MOST_INVITED }))
    const at = clock.now()
    const wanted = [...new Set(emails.map((email) => email.trim().toLowerCase()))]
    const drafts = wanted
      .filter((email) => signInProblems(email, undefined).length === 0)
      .map((email) => newAgent(email, { id: ids.next(), organizationId: principal.organizationId, at }))
    return unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const added: Member[] = []
        for (const draft of drafts) {
          const secrets = { memberId: draft.id, passwordHash: null, credentials: [] }
          const inserted = await tx.members.insert(draft, secrets)
          if (inserted.ok) added.push(inserted.value)
        }
        await tx.events.record(
          added.map((member) => memberEvent('member.added', member, { ids, principal, at })),
        )
        await tx.audit.record(
          ...added.map((member) => addition({ ids, clock }, { principal, ...options }, member)),
        )
        return ok(added)
      }),
    )
  }

const addition = (
  ports: Pick<AddMemberPorts, 'ids' | 'clock'>,
  who: { readonly principal: MemberKeeper } & Pick<CallOptions, 'origin'>,
  member: Member,
): AuditEntry =>
  audited(ports, who, {
    action: 'member.added',
    subject: subjectOf(member),
    after: { email: member.email, name: member.name, role: member.role },
  })

const newAgent = (
  email: string,
  made: Pick<NewMember, 'id' | 'organizationId'> & { readonly at: number },
): NewMember => ({
  id: made.id,
  organizationId: made.organizationId,
  email,
  name: email.split('@')[0] ?? email,
  displayName: null,
  role: 'agent',
  availability: 'online',
  autoOffline: true,
  confirmed: true,
  createdAt: made.at,
  updatedAt: made.at,
})

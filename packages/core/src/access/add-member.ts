import {
  type Answer,
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
  type RecordedEvent,
  type Secrets,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { EmailTaken } from './access-errors.ts'
import type { Availability, Member, NewMember, Role } from './member.ts'
import type { MemberStore } from './member-store.ts'
import { type Forbidden, permit } from './permissions.ts'
import { actorOf, type MemberPrincipal, type SystemPrincipal } from './principal.ts'

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
    principal: MemberPrincipal | SystemPrincipal,
    input: MemberInput,
    options: CallOptions = {},
  ): Promise<Answer<AddedMember, AddMemberError>> => {
    const permitted = permit(principal, 'members:write')
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
        await tx.events.record([memberAdded(inserted.value, principal, ids)])
        return ok(inserted.value)
      }),
    )
    if (!added.ok) return added
    const secret = added.replayed ? { accessToken: null, password: null } : { accessToken, password }
    return { ...added, value: { member: added.value, ...secret } }
  }

const memberAdded = (
  member: Member,
  principal: MemberPrincipal | SystemPrincipal,
  ids: IdSource,
): RecordedEvent => ({
  id: ids.next(),
  type: 'member.added',
  organizationId: member.organizationId,
  aggregate: { type: 'member', id: member.id },
  seq: null,
  occurredAt: member.createdAt,
  actor: actorOf(principal),
  data: { member },
})

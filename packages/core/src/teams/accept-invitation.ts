import {
  auditActorOf,
  type EmailTaken,
  type Member,
  type MemberPrincipal,
  memberEvent,
  type NewMember,
  type OrganizationSuspended,
  passwordProblems,
} from '../access/index.ts'
import {
  type Answer,
  auditEntryOf,
  blank,
  type CallOptions,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type OrganizationId,
  ok,
  once,
  type Result,
  SHORT_TEXT,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { type Invitation, organizationOfToken } from './invitation.ts'
import type { InvitationTransaction, InvitePorts } from './invite.ts'
import type { InvitationNotFound } from './team-errors.ts'
import { teamEvent } from './team-event.ts'

/** What somebody accepts an invitation with. */
export interface Acceptance {
  readonly token: string
  /** The part of the e-mail address before the @ when it is left out. */
  readonly name?: string | undefined
  /** What it will sign in with; needed by who does not work here yet. */
  readonly password?: string | undefined
}

export type AcceptError = InvitationNotFound | OrganizationSuspended | EmailTaken | ValidationFailed

const NOT_FOUND = err({ code: 'invitation/not-found' })

/**
 * Accepts an invitation, once: whoever has its token becomes a member of the organization with the role it was invited to,
 * and joins the team. Whoever became a member in the meantime only joins the team. Nobody is signed in by it.
 */
export const acceptInvitation =
  (ports: InvitePorts) =>
  async (
    acceptance: Acceptance,
    options: CallOptions = {},
  ): Promise<Answer<Member, AcceptError | IdempotencyKeyReused>> => {
    const organizationId = organizationOfToken(acceptance.token)
    const organization = organizationId && (await ports.directory.organization(organizationId))
    if (!organizationId || !organization) return NOT_FOUND
    if (organization.status === 'suspended') return err({ code: 'organization/suspended' })
    const digest = ports.secrets.digest(acceptance.token)
    const invited = await look(ports, organizationId, digest)
    // It was accepted already: by this very call, if that came before.
    if (!invited.ok) return acceptedBefore(ports, organizationId, options)
    const { invitation, member } = invited.value
    const problems = member ? [] : await acceptanceProblems(ports, invitation, acceptance)
    if (problems.length > 0) return err(validationFailed(...problems))
    // Slow on purpose, and so before the transaction, not in it.
    const passwordHash = member ? null : await ports.secrets.hashPassword(acceptance.password ?? '')
    return ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, () =>
        acceptIn(ports, tx, { digest, acceptance, passwordHash, origin: options.origin }),
      ),
    )
  }

const acceptedBefore = (
  ports: InvitePorts,
  organizationId: OrganizationId,
  { idempotency }: CallOptions,
): Promise<Answer<Member, InvitationNotFound | IdempotencyKeyReused>> =>
  ports.unitOfWork.run(organizationId, (tx) =>
    once(tx, idempotency, async (): Promise<Result<Member, InvitationNotFound>> => NOT_FOUND),
  )

interface Accepting extends Omit<Joining, 'invitation'>, Pick<CallOptions, 'origin'> {
  readonly digest: string
}

const acceptIn = async (
  ports: InvitePorts,
  tx: InvitationTransaction,
  { digest, origin, ...joining }: Accepting,
): Promise<Result<Member, EmailTaken | InvitationNotFound>> => {
  const pending = await pendingIn(ports, tx, digest)
  if (!pending.ok) return pending
  const { id, teamId, organizationId } = pending.value
  const joined = await join(ports, tx, { ...joining, invitation: pending.value })
  if (!joined.ok) return joined
  await tx.invitations.settle(id, 'accepted')
  const news = {
    organizationId,
    actor: auditActorOf(asMember(joined.value)),
    action: 'invitation.accepted',
    subject: { type: 'invitation', id },
    after: { teamId, memberId: joined.value.id, role: joined.value.role },
  }
  await tx.audit.record(auditEntryOf(ports, news, origin))
  return joined
}

const look = (ports: InvitePorts, organizationId: OrganizationId, digest: string) =>
  ports.unitOfWork.run(organizationId, async (tx) => {
    const pending = await pendingIn(ports, tx, digest)
    if (!pending.ok) return pending
    return ok({ invitation: pending.value, member: await tx.members.findByEmail(pending.value.email) })
  })

const pendingIn = async (
  { clock }: InvitePorts,
  tx: InvitationTransaction,
  digest: string,
): Promise<Result<Invitation, InvitationNotFound>> => {
  const pending = await tx.invitations.findPending(digest)
  return pending && pending.expiresAt > clock.now() ? ok(pending) : NOT_FOUND
}

const acceptanceProblems = async (
  { commonPasswords }: InvitePorts,
  { email }: Invitation,
  { name, password }: Acceptance,
): Promise<readonly FieldProblem[]> => [
  ...(name === undefined ? [] : blank('name', name)),
  ...tooLong('name', name, SHORT_TEXT),
  ...(password === undefined
    ? blank('password', '')
    : await passwordProblems(commonPasswords, password, [email, name])),
]

const asMember = (member: Member): MemberPrincipal => ({
  type: 'member',
  organizationId: member.organizationId,
  member,
  inboxIds: [],
  teamIds: [],
})

interface Joining {
  readonly invitation: Invitation
  readonly acceptance: Acceptance
  /** Null for a member. */
  readonly passwordHash: string | null
}

const join = async (
  ports: InvitePorts,
  tx: InvitationTransaction,
  { invitation, acceptance, passwordHash }: Joining,
): Promise<Result<Member, EmailTaken | InvitationNotFound>> => {
  const { teamId, email } = invitation
  const known = await tx.members.findByEmail(email)
  // It was a member when the password was not asked for, and is none any more.
  if (!known && passwordHash === null) return NOT_FOUND
  const joined = known ? ok(known) : await addMember(ports, tx, { invitation, acceptance, passwordHash })
  if (!joined.ok) return joined
  const member = joined.value
  if ((await tx.teams.memberIds(teamId)).includes(member.id)) return joined
  await tx.teams.addMembers(teamId, [member.id])
  const data = { teamId, added: [member.id], removed: [] }
  await tx.events.record([teamEvent(ports, asMember(member), { type: 'team.members-changed', data })])
  return joined
}

const addMember = async (
  { ids, clock }: InvitePorts,
  tx: InvitationTransaction,
  { invitation, acceptance, passwordHash }: Joining,
): Promise<Result<Member, EmailTaken>> => {
  const { organizationId, email, role } = invitation
  const now = clock.now()
  const draft: NewMember = {
    id: ids.next(),
    organizationId,
    email,
    name: acceptance.name?.trim() ?? email.split('@')[0] ?? email,
    displayName: null,
    role,
    availability: 'online',
    autoOffline: true,
    // The mail came through.
    confirmed: true,
    createdAt: now,
    updatedAt: now,
  }
  const inserted = await tx.members.insert(draft, { memberId: draft.id, passwordHash, credentials: [] })
  if (!inserted.ok) return inserted
  const principal = asMember(inserted.value)
  await tx.events.record([memberEvent('member.added', inserted.value, { ids, principal, at: now })])
  return inserted
}

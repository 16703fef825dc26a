import {
  audited,
  type CommonPasswords,
  type Directory,
  type Forbidden,
  type Member,
  type MemberStore,
  permit,
  type Role,
} from '../access/index.ts'
import {
  type Answer,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  DAY,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  isEmail,
  type Mailer,
  type MailUnavailable,
  ok,
  once,
  type Secrets,
  type TeamId,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { INVITATION_LIFE, INVITATIONS_PER_DAY, type Invitation, newInvitationToken } from './invitation.ts'
import { invitationMail } from './invitation-mail.ts'
import type { InvitationStore } from './invitation-store.ts'
import type { Team } from './team.ts'
import type { TeamNotFound, TooManyInvitations } from './team-errors.ts'
import { type TeamKeeper, teamEvent } from './team-event.ts'
import type { TeamStore } from './team-store.ts'

/** What invitations change. */
export interface InvitationTransaction {
  readonly teams: TeamStore
  readonly invitations: InvitationStore
  readonly members: MemberStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
  readonly idempotency: IdempotencyStore
}

export interface InvitePorts {
  readonly unitOfWork: UnitOfWork<InvitationTransaction>
  readonly directory: Pick<Directory, 'organization'>
  readonly mailer?: Mailer | undefined
  readonly secrets: Secrets
  readonly commonPasswords: CommonPasswords
  readonly clock: Clock
  readonly ids: IdSource
}

export interface InvitationInput {
  readonly teamId: TeamId
  readonly email: string
  readonly role: Exclude<Role, 'owner'>
}

/** Whoever works here already is taken into the team; anybody else is sent an invitation. */
export type Invited =
  | { readonly invitation: Invitation; readonly member: null }
  | { readonly invitation: null; readonly member: Member }

export type InviteError =
  | Forbidden
  | TeamNotFound
  | TooManyInvitations
  | MailUnavailable
  | ValidationFailed
  | IdempotencyKeyReused

const FORGETTING = { after: 30 * DAY, portion: 100 } as const

/**
 * Invites somebody into a team, and into the organization when it does not work there yet. Another invitation of the same
 * person to the same team takes the place of the one before. One whose mail could not be sent is taken back.
 */
export const invite =
  (ports: InvitePorts) =>
  async (
    principal: TeamKeeper,
    input: InvitationInput,
    options: CallOptions = {},
  ): Promise<Answer<Invited, InviteError>> => {
    const permitted = permit(principal, 'teams:invite')
    if (!permitted.ok) return permitted
    const email = input.email.trim().toLowerCase()
    if (!isEmail(email)) return err(validationFailed({ field: 'email', problem: 'invalid' }))
    const { mailer } = ports
    if (!mailer) return err({ code: 'mail/unavailable' })
    const token = newInvitationToken(principal.organizationId, ports.secrets)
    const draft = draftOf(ports, principal, { ...input, email })
    const kept = await ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, () => keepInvitation(ports, tx, { principal, draft, token, options })),
    )
    if (!kept.ok) return kept
    const { team, ...invited } = kept.value
    if (invited.invitation && !kept.replayed) {
      const sent = await sendInvitation({ ...ports, mailer }, invited.invitation, { team, token })
      if (!sent) return err({ code: 'mail/unavailable' })
    }
    return { ...kept, value: invited }
  }

const draftOf = (
  { clock, ids }: InvitePorts,
  principal: TeamKeeper,
  { teamId, email, role }: InvitationInput,
): Invitation => {
  const now = clock.now()
  return {
    id: ids.next(),
    organizationId: principal.organizationId,
    teamId,
    email,
    role,
    invitedBy: principal.type === 'member' ? principal.member.id : null,
    state: 'pending',
    createdAt: now,
    expiresAt: now + INVITATION_LIFE,
  }
}

interface Keeping {
  readonly principal: TeamKeeper
  readonly draft: Invitation
  readonly token: string
  readonly options: CallOptions
}

const keepInvitation = async (
  ports: InvitePorts,
  tx: InvitationTransaction,
  { principal, draft, token, options }: Keeping,
) => {
  const { teamId, email, role } = draft
  const { origin } = options
  const team = await tx.teams.find(teamId)
  if (!team) return err({ code: 'team/not-found' })
  const member = await tx.members.findByEmail(email)
  if (member) {
    const added = (await tx.teams.memberIds(teamId)).includes(member.id) ? [] : [member.id]
    await tx.teams.addMembers(teamId, added)
    if (added.length > 0) {
      const data = { teamId, added, removed: [] }
      await tx.events.record([teamEvent(ports, principal, { type: 'team.members-changed', data })])
      const subject = { type: 'team', id: teamId }
      const news = { action: 'team.members-changed', subject, after: { added } }
      await tx.audit.record(audited(ports, { principal, origin }, news))
    }
    return ok({ team, member, invitation: null })
  }
  if ((await tx.invitations.countSince(draft.createdAt - DAY)) >= INVITATIONS_PER_DAY)
    return err({ code: 'invitation/too-many', limit: INVITATIONS_PER_DAY })
  await tx.invitations.forget(draft.createdAt - FORGETTING.after, FORGETTING.portion)
  await tx.invitations.replace(teamId, email)
  await tx.invitations.insert(draft, ports.secrets.digest(token))
  const subject = { type: 'invitation', id: draft.id }
  const news = { action: 'invitation.created', subject, after: { teamId, email, role } }
  await tx.audit.record(audited(ports, { principal, origin }, news))
  return ok({ team, member: null, invitation: draft })
}

const sendInvitation = async (
  { unitOfWork, directory, mailer }: InvitePorts & { readonly mailer: Mailer },
  invitation: Invitation,
  about: { readonly team: Team; readonly token: string },
): Promise<boolean> => {
  const organization = await directory.organization(invitation.organizationId)
  const mail = invitationMail(invitation, { ...about, organization: organization?.name ?? '' })
  const outcome = await mailer.send(mail).catch(() => 'refused' as const)
  if (outcome === 'sent') return true
  // Nobody has what would accept it.
  await unitOfWork.run(invitation.organizationId, async (tx) =>
    ok(await tx.invitations.settle(invitation.id, 'revoked')),
  )
  return false
}

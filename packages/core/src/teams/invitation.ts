import type { Role } from '../access/index.ts'
import {
  DAY,
  type InvitationId,
  type MemberId,
  type OrganizationId,
  type Secrets,
  type TeamId,
  type Timestamp,
} from '../kernel/index.ts'

/** How long an invitation can be accepted. */
export const INVITATION_LIFE = 7 * DAY
/** How many people an organization may invite in a day. */
export const INVITATIONS_PER_DAY = 200

/** What becomes of an invitation; `replaced` by a later one to the same person. */
export type InvitationState = 'pending' | 'accepted' | 'revoked' | 'replaced'

/** A person is asked to work in an organization, in one of its teams. */
export interface Invitation {
  readonly id: InvitationId
  readonly organizationId: OrganizationId
  readonly teamId: TeamId
  /** In lower case. */
  readonly email: string
  readonly role: Exclude<Role, 'owner'>
  /** The member who invited; null where it was software. */
  readonly invitedBy: MemberId | null
  readonly state: InvitationState
  readonly createdAt: Timestamp
  /** From then on it can't be accepted. */
  readonly expiresAt: Timestamp
}

/** A new text that accepts an invitation: it tells the organization, and 256 bits that nobody guesses. */
export const newInvitationToken = (organizationId: OrganizationId, secrets: Pick<Secrets, 'token'>): string =>
  `inv_${organizationId.replaceAll('-', '')}_${secrets.token(32)}`

const TOKEN = /^inv_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[\w-]{32,128}$/

/** The organization that such a text is about; null for any other text. */
export const organizationOfToken = (token: string): OrganizationId | null => {
  const parts = TOKEN.exec(token)
  return parts && (parts.slice(1).join('-') as OrganizationId)
}

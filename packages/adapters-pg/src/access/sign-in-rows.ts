import type {
  CodePurpose,
  InstallationKey,
  MailedCode,
  MemberId,
  OrganizationId,
  SecondFactor,
  Session,
  SessionId,
} from '@parlance/core'
import type { Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface SessionTable {
  organization_id: OrganizationId
  id: SessionId
  member_id: MemberId
  generation: number
  rotated_at: Moment
  created_at: Moment
  expires_at: Moment
}

export interface MailedCodeTable {
  organization_id: OrganizationId
  member_id: MemberId
  purpose: CodePurpose
  mac: string
  expires_at: Moment
  tries_left: number
}

export interface SecondFactorTable {
  organization_id: OrganizationId
  member_id: MemberId
  secret: string | null
  pending_secret: string | null
  last_step: number
}

export interface RecoveryCodeTable {
  organization_id: OrganizationId
  member_id: MemberId
  digest: string
}

export interface SignInAttemptTable {
  key: string
  failures: number
  last_at: Moment
}

export interface InstallationKeyTable {
  id: string
  purpose: InstallationKey['purpose']
  content: string
  created_at: Moment
}

export type SessionRow = Selectable<SessionTable>

export const SESSION_COLUMNS = [
  'organization_id',
  'id',
  'member_id',
  'generation',
  'rotated_at',
  'created_at',
  'expires_at',
] as const satisfies readonly (keyof SessionTable)[]

export const toSession = (row: SessionRow): Session => ({
  id: row.id,
  organizationId: row.organization_id,
  memberId: row.member_id,
  generation: row.generation,
  rotatedAt: row.rotated_at,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})

export const fromSession = (session: Session) => ({
  id: session.id,
  organization_id: session.organizationId,
  member_id: session.memberId,
  generation: session.generation,
  rotated_at: toIso(session.rotatedAt),
  created_at: toIso(session.createdAt),
  expires_at: toIso(session.expiresAt),
})

export const toMailedCode = (row: Selectable<MailedCodeTable>): MailedCode => ({
  organizationId: row.organization_id,
  memberId: row.member_id,
  purpose: row.purpose,
  mac: row.mac,
  expiresAt: row.expires_at,
  triesLeft: row.tries_left,
})

export const fromMailedCode = (code: MailedCode) => ({
  organization_id: code.organizationId,
  member_id: code.memberId,
  purpose: code.purpose,
  mac: code.mac,
  expires_at: toIso(code.expiresAt),
  tries_left: code.triesLeft,
})

export const toSecondFactor = (row: Selectable<SecondFactorTable>): SecondFactor => ({
  secret: row.secret,
  pendingSecret: row.pending_secret,
  lastStep: row.last_step,
})

export const toInstallationKey = (row: Selectable<InstallationKeyTable>): InstallationKey => ({
  id: row.id,
  purpose: row.purpose,
  content: row.content,
  createdAt: row.created_at,
})

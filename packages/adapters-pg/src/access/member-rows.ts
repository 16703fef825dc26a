import type { Availability, Member, MemberId, NewMember, OrganizationId, Role } from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface MemberTable {
  organization_id: OrganizationId
  id: MemberId
  number: GeneratedAlways<number>
  email: string
  name: string
  display_name: string | null
  role: Role
  availability: Availability
  auto_offline: boolean
  confirmed: boolean
  created_at: Moment
  updated_at: Moment
}

export interface MemberPasswordTable {
  organization_id: OrganizationId
  member_id: MemberId
  password_hash: string
}

export interface SignInEmailTable {
  email: string
  organization_id: OrganizationId
  member_id: MemberId
}

export type MemberRow = Selectable<MemberTable>

export const MEMBER_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'email',
  'name',
  'display_name',
  'role',
  'availability',
  'auto_offline',
  'confirmed',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof MemberTable)[]

export const toMember = (row: MemberRow): Member => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  email: row.email,
  name: row.name,
  displayName: row.display_name,
  role: row.role,
  availability: row.availability,
  autoOffline: row.auto_offline,
  confirmed: row.confirmed,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromMember = (member: NewMember) => ({
  organization_id: member.organizationId,
  id: member.id,
  email: member.email,
  name: member.name,
  display_name: member.displayName,
  role: member.role,
  availability: member.availability,
  auto_offline: member.autoOffline,
  confirmed: member.confirmed,
  created_at: toIso(member.createdAt),
  updated_at: toIso(member.updatedAt),
})

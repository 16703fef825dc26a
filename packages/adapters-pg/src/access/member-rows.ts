import type {
  Availability,
  Member,
  MemberId,
  MemberProfile,
  NewMember,
  OrganizationId,
  Role,
  StoredFile,
} from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type JsonColumn, toJson } from '../kernel/json.ts'
import { type Moment, type NullableMoment, toIso, toIsoOrNull } from '../kernel/moment.ts'

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
  avatar: JsonColumn<StoredFile> | null
  created_at: Moment
  updated_at: Moment
  removed_at: NullableMoment
  disabled_at: NullableMoment
}

export interface MemberProfileTable {
  organization_id: OrganizationId
  member_id: MemberId
  message_signature: string | null
  ui_settings: JsonColumn
  custom_attributes: JsonColumn
  pubsub_token: string | null
  active_at: NullableMoment
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

export type MemberRow = Omit<Selectable<MemberTable>, 'removed_at'>

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
  'avatar',
  'created_at',
  'updated_at',
  'disabled_at',
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
  ...(row.avatar && { avatar: row.avatar }),
  ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
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
  avatar: member.avatar ? toJson(member.avatar) : null,
  created_at: toIso(member.createdAt),
  updated_at: toIso(member.updatedAt),
  disabled_at: toIsoOrNull(member.disabledAt ?? null),
})

export const toProfile = (row: Selectable<MemberProfileTable>): MemberProfile => ({
  messageSignature: row.message_signature,
  uiSettings: row.ui_settings,
  customAttributes: row.custom_attributes,
  pubsubToken: row.pubsub_token,
  activeAt: row.active_at,
})

export const fromProfile = (profile: MemberProfile) => ({
  message_signature: profile.messageSignature,
  ui_settings: toJson(profile.uiSettings),
  custom_attributes: toJson(profile.customAttributes),
  pubsub_token: profile.pubsubToken,
  active_at: toIsoOrNull(profile.activeAt),
})

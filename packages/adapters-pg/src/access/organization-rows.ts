import type {
  AgentIdentityId,
  Credential,
  CredentialKind,
  MemberId,
  Organization,
  OrganizationId,
  OrganizationRef,
} from '@parlance/core'
import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface OrganizationTable {
  organization_id: OrganizationId
  number: number
  name: string
  status: Organization['status']
  locale: string
  created_at: Moment
}

export interface OrganizationCounterTable {
  organization_id: OrganizationId
  last_conversation_number: Generated<number>
}

export interface AccountNumberTable {
  number: GeneratedAlways<number>
  organization_id: OrganizationId
}

export interface CredentialTable {
  digest: string
  organization_id: OrganizationId
  kind: CredentialKind
  member_id: MemberId | null
  agent_identity_id: AgentIdentityId | null
  created_at: Moment
}

export type OrganizationRow = Selectable<OrganizationTable>

export const ORGANIZATION_COLUMNS = [
  'organization_id',
  'number',
  'name',
  'status',
  'locale',
  'created_at',
] as const satisfies readonly (keyof OrganizationTable)[]

export const toOrganization = (row: OrganizationRow): Organization => ({
  id: row.organization_id,
  number: row.number,
  name: row.name,
  status: row.status,
  locale: row.locale,
  createdAt: row.created_at,
})

export const ORGANIZATION_REF_COLUMNS = ['organization_id', 'number', 'name'] as const

export const toOrganizationRef = (
  row: Pick<OrganizationRow, (typeof ORGANIZATION_REF_COLUMNS)[number]>,
): OrganizationRef => ({ id: row.organization_id, number: row.number, name: row.name })

export const fromCredential = (credential: Credential) => ({
  digest: credential.digest,
  organization_id: credential.organizationId,
  kind: credential.kind,
  member_id: credential.memberId,
  agent_identity_id: credential.agentIdentityId,
  created_at: toIso(credential.createdAt),
})

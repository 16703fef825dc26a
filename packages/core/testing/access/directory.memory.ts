import {
  type ApiKeyId,
  type Directory,
  err,
  type Identified,
  type IdentifiedKey,
  isOpenChannel,
  type MemberId,
  type MemberSecrets,
  type NewMember,
  type OrganizationId,
  ok,
} from '../../src/index.ts'
import type { MemoryDatabase, Tables } from '../memory-database.ts'
import { everywhereWithHandle } from './agent-identity.memory.ts'
import { insertMember } from './member.memory.ts'
import { membershipsOf } from './memberships.memory.ts'

export const memoryDirectory = (database: MemoryDatabase): Directory => {
  const tables = database.committed
  const organizations = () => tables.organizations.everywhere()
  return {
    identify: async (digest) => identified(tables, digest),
    apiKey: async (id) => identifiedKey(tables, id),
    organizationByNumber: async (number) => organizations().find((one) => one.number === number) ?? null,
    organization: async (id) => tables.organizations.get(id, id) ?? null,
    anyOrganization: async () => organizations()[0] ?? null,
    inboxByIdentifier: async (identifier) => {
      const inbox = tables.inboxes.everywhere().find(({ channel }) => channel.identifier === identifier)
      if (inbox && tables.removedInboxes.get(inbox.organizationId, inbox.id)) return null
      if (inbox && !isOpenChannel(inbox.channel.type)) return null
      return inbox ? { organizationId: inbox.organizationId, inboxId: inbox.id } : null
    },
    agentIdentityByHandle: async (handle) => everywhereWithHandle(tables, handle),
    createOrganization: (draft) =>
      database.transaction((writable) => {
        const number = Math.max(0, ...writable.organizations.everywhere().map((one) => one.number)) + 1
        const organization = { ...draft.organization, number }
        writable.organizations.insert(organization.id, organization.id, organization)
        const inserted = insertMember(writable, draft.owner, ownerSecrets(draft))
        for (const kept of draft.apiKeys) writable.apiKeys.insert(organization.id, kept.key.id, kept)
        return inserted.ok ? ok({ organization, owner: inserted.value }) : err(inserted.error)
      }),
  }
}

const ownerSecrets = (draft: {
  readonly owner: NewMember
  readonly ownerPasswordHash: string
  readonly credentials: MemberSecrets['credentials']
}): MemberSecrets => ({
  memberId: draft.owner.id,
  passwordHash: draft.ownerPasswordHash,
  credentials: draft.credentials,
})

const identified = (tables: Tables, digest: string): Identified | null => {
  const credential = tables.credentials.everywhere().find((one) => one.digest === digest)
  if (!credential) return null
  const { organizationId, kind, memberId, agentIdentityId } = credential
  const organization = tables.organizations.get(organizationId, organizationId)
  if (!organization) return null
  if (agentIdentityId) {
    const identity = tables.agentIdentities.get(organizationId, agentIdentityId)?.identity
    return identity ? { kind, organization, member: null, agentIdentity: identity } : null
  }
  if (!memberId) return { kind, organization, member: null, agentIdentity: null }
  const member = memberWith(tables, organizationId, memberId)
  return member && { kind, organization, member, agentIdentity: null }
}

/** A member who is let in, with the inboxes and teams it belongs to. */
const memberWith = (
  tables: Tables,
  organizationId: OrganizationId,
  memberId: MemberId,
): Identified['member'] => {
  const kept = tables.members.get(organizationId, memberId)
  if (!kept || kept.removedAt !== null || kept.member.disabledAt) return null
  return { member: kept.member, ...membershipsOf(tables, organizationId, memberId) }
}

const identifiedKey = (tables: Tables, id: ApiKeyId): IdentifiedKey | null => {
  const kept = tables.apiKeys.everywhere().find(({ key }) => key.id === id)
  if (!kept) return null
  const { key, digest } = kept
  const { organizationId, agentIdentityId, createdBy } = key
  const organization = tables.organizations.get(organizationId, organizationId)
  if (!organization) return null
  if (createdBy.type === 'member' && !memberWith(tables, organizationId, createdBy.id)) return null
  if (!agentIdentityId) return { key, digest, organization, agentIdentity: null }
  const row = tables.agentIdentities.get(organizationId, agentIdentityId)
  return row?.removedAt === null ? { key, digest, organization, agentIdentity: row.identity } : null
}

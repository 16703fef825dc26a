import type { ListenerQueries, PresenceStore } from '../../src/index.ts'
import { membershipsOf } from '../access/memberships.memory.ts'
import { livingContact } from '../contacts/living-contacts.ts'
import { by } from '../kernel/ordering.ts'
import type { MemoryDatabase, RowTypes, Tables } from '../memory-database.ts'

const MOST = 1_000

export const memoryListenerQueries = (tables: Tables): ListenerQueries => ({
  member: async (organizationId, wanted) => {
    const found = tables.members
      .of(organizationId)
      .filter(({ member, removedAt }) => removedAt === null && !member.disabledAt)
      .find(({ member }) => ('id' in wanted ? member.id === wanted.id : member.number === wanted.number))
    if (!found) return null
    return {
      member: found.member,
      ...membershipsOf(tables, organizationId, found.member.id),
      pubsubToken: found.profile.pubsubToken,
    }
  },
  contactPoint: async (organizationId, pubsubToken) => {
    const point = tables.contactPoints.of(organizationId).find((one) => one.pubsubToken === pubsubToken)
    const contact = point && livingContact(tables, organizationId, point.contactId)
    return contact ? { point, contact } : null
  },
})

const livingMember = (row: RowTypes['members'] | undefined) =>
  row?.removedAt === null && !row.member.disabledAt ? row.member : []

export const memoryPresenceStore = (database: MemoryDatabase): PresenceStore => ({
  touch: (organizationId, who, at) =>
    database.write(({ presences }) => {
      const key = `${who.type} ${who.id}`
      const before = presences.get(organizationId, key)?.at ?? null
      presences.put(organizationId, key, { who, at: Math.max(at, before ?? at) })
      return before
    }),
  since: async (organizationId, moment) => {
    const { presences, members, contacts } = database.committed
    const there = presences.of(organizationId).filter(({ at }) => at >= moment)
    return {
      members: there
        .flatMap(({ who }) =>
          who.type === 'member' ? livingMember(members.get(organizationId, who.id)) : [],
        )
        .map(({ number, availability }) => ({ number, availability }))
        .toSorted(by(({ number }) => number))
        .slice(0, MOST),
      contacts: there
        .flatMap(({ who }) =>
          who.type === 'contact' ? (contacts.get(organizationId, who.id)?.number ?? []) : [],
        )
        .toSorted(by((number) => number))
        .slice(0, MOST),
    }
  },
  forget: (organizationId, before, limit) =>
    database.write(({ presences }) => {
      const old = presences
        .of(organizationId)
        .filter(({ at }) => at < before)
        .slice(0, limit)
      for (const { who } of old) presences.remove(organizationId, `${who.type} ${who.id}`)
      return old.length
    }),
})

import {
  type Attempts,
  type InstallationKeys,
  isOpen,
  LOCKOUT,
  type MailedCodeStore,
  type MemberId,
  MOST_SESSIONS,
  NO_SECOND_FACTOR,
  nextAttempt,
  type OrganizationId,
  type SecondFactorStore,
  type SessionId,
  type SessionStore,
  type SignInAttempts,
  type SignInDirectory,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { MemoryDatabase, Tables, WritableTables } from '../memory-database.ts'
import { membershipsOf } from './memberships.memory.ts'

/** What is of the whole installation lies under no organization's id. */
const NOBODYS = '' as OrganizationId

export const memorySessionStore = (tables: WritableTables, organizationId: OrganizationId): SessionStore => {
  const own = () => tables.sessions.of(organizationId)
  const end: SessionStore['end'] = async (id) => tables.sessions.remove(organizationId, id)
  return {
    insert: async (session) => {
      tables.sessions.insert(organizationId, session.id, session)
      const newest = own()
        .filter(({ memberId }) => memberId === session.memberId)
        .toSorted(
          inOrder(
            by(({ rotatedAt }) => rotatedAt, true),
            by(({ id }) => id, true),
          ),
        )
      for (const { id } of newest.slice(MOST_SESSIONS)) await end(id)
    },
    lock: async (id) => tables.sessions.get(organizationId, id) ?? null,
    update: async (session) => {
      if (tables.sessions.get(organizationId, session.id))
        tables.sessions.put(organizationId, session.id, session)
    },
    end,
    endAll: async (memberId, but) => endSessionsOf(tables, organizationId, memberId, but),
    forget: async (before, limit) => {
      const over = own()
        .filter(({ expiresAt }) => expiresAt < before)
        .slice(0, limit)
      for (const { id } of over) await end(id)
      return over.length
    },
  }
}

const endSessionsOf = (
  tables: WritableTables,
  organizationId: OrganizationId,
  id: MemberId,
  but?: SessionId,
): void => {
  for (const session of tables.sessions.of(organizationId))
    if (session.memberId === id && session.id !== but) tables.sessions.remove(organizationId, session.id)
}

/** Everything that a member signs in with, beside its password and its credentials, goes. */
export const forgetSignIn = (tables: WritableTables, organizationId: OrganizationId, id: MemberId): void => {
  endSessionsOf(tables, organizationId, id)
  for (const purpose of ['verify', 'reset']) tables.mailedCodes.remove(organizationId, `${id} ${purpose}`)
  tables.secondFactors.remove(organizationId, id)
}

export const memoryMailedCodeStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): MailedCodeStore => ({
  put: async (code) => tables.mailedCodes.put(organizationId, `${code.memberId} ${code.purpose}`, code),
  takeTry: async (memberId, purpose, now) => {
    const key = `${memberId} ${purpose}`
    const code = tables.mailedCodes.get(organizationId, key)
    if (!code || !isOpen(code, now)) return null
    const tried = { ...code, triesLeft: code.triesLeft - 1 }
    tables.mailedCodes.put(organizationId, key, tried)
    return tried
  },
  remove: async (memberId, purpose) => tables.mailedCodes.remove(organizationId, `${memberId} ${purpose}`),
})

export const memorySecondFactorStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): SecondFactorStore => {
  const kept = (id: MemberId) =>
    tables.secondFactors.get(organizationId, id) ?? { factor: NO_SECOND_FACTOR, recovery: [] }
  return {
    find: async (id) => kept(id).factor,
    propose: async (id, pendingSecret) => {
      const { factor, recovery } = kept(id)
      tables.secondFactors.put(organizationId, id, { factor: { ...factor, pendingSecret }, recovery })
    },
    activate: async (id, recovery) => {
      const { factor } = kept(id)
      const active = { ...factor, secret: factor.pendingSecret, pendingSecret: null }
      tables.secondFactors.put(organizationId, id, { factor: active, recovery: [...recovery] })
    },
    takeStep: async (id, step) => {
      const { factor, recovery } = kept(id)
      if (factor.lastStep >= step || (factor.secret ?? factor.pendingSecret) === null) return false
      tables.secondFactors.put(organizationId, id, { factor: { ...factor, lastStep: step }, recovery })
      return true
    },
    useRecoveryCode: async (id, digest) => {
      const { factor, recovery } = kept(id)
      if (!recovery.includes(digest)) return false
      const left = recovery.filter((one) => one !== digest)
      tables.secondFactors.put(organizationId, id, { factor, recovery: left })
      return true
    },
  }
}

export const memorySignInAttempts = (database: MemoryDatabase): SignInAttempts => {
  const kept = (tables: Tables, key: string): Attempts | null =>
    tables.signInAttempts.get(NOBODYS, key)?.attempts ?? null
  return {
    take: (key, now) =>
      database.write((tables) => {
        const attempts = nextAttempt(kept(tables, key), now)
        if (attempts) tables.signInAttempts.put(NOBODYS, key, { key, attempts })
        return attempts !== null
      }),
    giveBack: (key) =>
      database.write((tables) => {
        const attempts = kept(tables, key)
        if (!attempts || attempts.failures === 0) return
        const fewer = { ...attempts, failures: attempts.failures - 1 }
        tables.signInAttempts.put(NOBODYS, key, { key, attempts: fewer })
      }),
    forgive: (key) => database.write((tables) => tables.signInAttempts.remove(NOBODYS, key)),
    forget: (now, limit) =>
      database.write((tables) => {
        const over = tables.signInAttempts
          .of(NOBODYS)
          .filter(({ attempts }) => attempts.lastAt + LOCKOUT <= now)
          .slice(0, limit)
        for (const { key } of over) tables.signInAttempts.remove(NOBODYS, key)
        return over.length
      }),
  }
}

export const memoryInstallationKeys = (database: MemoryDatabase): InstallationKeys => ({
  list: async (purpose) =>
    database.committed.installationKeys
      .of(NOBODYS)
      .filter((key) => key.purpose === purpose)
      .toSorted(
        inOrder(
          by(({ createdAt }) => createdAt, true),
          by(({ id }) => id),
        ),
      )
      .slice(0, 100),
  insert: (key) =>
    database.write((tables) => {
      if (!tables.installationKeys.get(NOBODYS, key.id)) tables.installationKeys.insert(NOBODYS, key.id, key)
    }),
  remove: (id) => database.write((tables) => tables.installationKeys.remove(NOBODYS, id)),
})

export const memorySignInDirectory = (tables: Tables): SignInDirectory => ({
  account: async (email) => {
    const row = tables.members
      .everywhere()
      .find(({ member, removedAt }) => removedAt === null && !member.disabledAt && member.email === email)
    const { organizationId, id } = row?.member ?? { organizationId: NOBODYS, id: '' }
    const organization = tables.organizations.get(organizationId, organizationId)
    if (!row || !organization) return null
    const { member, passwordHash } = row
    const totpSecret = tables.secondFactors.get(organizationId, id)?.factor.secret ?? null
    return { organization, member, passwordHash, totpSecret }
  },
  session: async (organizationId, id) => {
    const session = tables.sessions.get(organizationId, id)
    const organization = tables.organizations.get(organizationId, organizationId)
    const row = session && tables.members.get(organizationId, session.memberId)
    if (!session || !organization || !row || row.removedAt !== null || row.member.disabledAt) return null
    const { member } = row
    return { session, organization, member, ...membershipsOf(tables, organizationId, member.id) }
  },
})

import {
  EMPTY_PROFILE,
  type EmailTaken,
  err,
  type Member,
  type MemberId,
  type MemberQueries,
  type MemberSecrets,
  type MemberStore,
  type NewMember,
  type OrganizationId,
  ok,
  type Result,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import { nextNumber, type RowTypes, type Tables, type WritableTables } from '../memory-database.ts'
import { forgetSignIn } from './sign-in.memory.ts'

const sameEmail = (left: string, right: string) => left.toLowerCase() === right.toLowerCase()

type Row = RowTypes['members']

const hasEmail = (tables: Tables, email: string, but: MemberId | null = null): boolean =>
  tables.members
    .everywhere()
    .some(
      ({ member, removedAt }) => removedAt === null && member.id !== but && sameEmail(member.email, email),
    )

const present = (tables: Tables, organizationId: OrganizationId): readonly Row[] =>
  tables.members.of(organizationId).filter(({ removedAt }) => removedAt === null)

const withId = (tables: Tables, organizationId: OrganizationId, id: MemberId): Row | null => {
  const row = tables.members.get(organizationId, id)
  return row?.removedAt === null ? row : null
}

/** Keeps and numbers a member, unless anybody on the installation has the e-mail address. */
export const insertMember = (
  tables: WritableTables,
  draft: NewMember,
  { passwordHash, credentials }: MemberSecrets,
): Result<Member, EmailTaken> => {
  const { organizationId, email } = draft
  if (hasEmail(tables, email)) return err({ code: 'member/email-taken', email })
  const member = { ...draft, number: nextNumber(tables, organizationId, 'member') }
  tables.members.insert(organizationId, member.id, {
    member,
    passwordHash,
    profile: EMPTY_PROFILE,
    removedAt: null,
  })
  for (const credential of credentials) {
    if (tables.credentials.everywhere().some(({ digest }) => digest === credential.digest))
      throw new Error('This credential leads to somebody already')
    tables.credentials.insert(organizationId, credential.digest, credential)
  }
  return ok(member)
}

export const memoryMemberStore = (tables: WritableTables, organizationId: OrganizationId): MemberStore => {
  const change = (id: MemberId, changed: Partial<Row>) => {
    const before = withId(tables, organizationId, id)
    if (before) tables.members.put(organizationId, id, { ...before, ...changed })
  }
  const replaceCredentials: MemberStore['replaceCredentials'] = async (id, credentials) => {
    for (const { memberId, digest } of tables.credentials.of(organizationId))
      if (memberId === id) tables.credentials.remove(organizationId, digest)
    for (const credential of credentials)
      tables.credentials.insert(organizationId, credential.digest, credential)
  }
  return {
    find: async (id) => withId(tables, organizationId, id)?.member ?? null,
    findByNumbers: async (numbers) =>
      present(tables, organizationId)
        .map(({ member }) => member)
        .filter(({ number }) => numbers.includes(number))
        .toSorted(by(({ number }) => number)),
    findByEmail: async (email) =>
      present(tables, organizationId).find(({ member }) => sameEmail(member.email, email))?.member ?? null,
    insert: async (draft, secrets) => insertMember(tables, draft, secrets),
    update: async (member) => {
      if (hasEmail(tables, member.email, member.id))
        return err({ code: 'member/email-taken', email: member.email })
      const before = withId(tables, organizationId, member.id)
      if (before) change(member.id, { member: { ...member, number: before.member.number } })
      return ok(null)
    },
    remove: async (id, removedAt) => {
      await replaceCredentials(id, [])
      for (const { inboxId, memberId } of tables.inboxMembers.of(organizationId))
        if (memberId === id) tables.inboxMembers.remove(organizationId, `${inboxId} ${id}`)
      for (const { teamId, memberId } of tables.teamMembers.of(organizationId))
        if (memberId === id) tables.teamMembers.remove(organizationId, `${teamId} ${id}`)
      for (const { conversationId, memberId } of tables.participants.of(organizationId))
        if (memberId === id) tables.participants.remove(organizationId, `${conversationId} ${id}`)
      forgetSignIn(tables, organizationId, id)
      change(id, { removedAt, passwordHash: null })
    },
    lockAdministrators: async () =>
      present(tables, organizationId)
        .filter(({ member }) => member.role !== 'agent' && !member.disabledAt)
        .map(({ member: { id, role } }) => ({ id, role })),
    passwordHash: async (id) => withId(tables, organizationId, id)?.passwordHash ?? null,
    setPasswordHash: async (id, passwordHash) => change(id, { passwordHash }),
    replaceCredentials,
    profile: async (id) => withId(tables, organizationId, id)?.profile ?? EMPTY_PROFILE,
    setProfile: async (id, profile) => change(id, { profile }),
  }
}

/** The members of an inbox by lower-cased name. */
export const membersOf = (
  tables: Tables,
  organizationId: OrganizationId,
  inboxId: string,
): readonly Member[] =>
  tables.inboxMembers
    .of(organizationId)
    .filter((one) => one.inboxId === inboxId)
    .flatMap(({ memberId }) => tables.members.get(organizationId, memberId)?.member ?? [])
    .toSorted(byName)

const byName = inOrder<Member>(
  by(({ name }) => name.toLowerCase()),
  by(({ number }) => number),
)

export const memoryMemberQueries = (tables: Tables): MemberQueries => ({
  list: async (organizationId) =>
    present(tables, organizationId)
      .map(({ member }) => member)
      .toSorted(byName)
      .slice(0, 1_000),
  findByNumber: async (organizationId, number) =>
    present(tables, organizationId).find(({ member }) => member.number === number)?.member ?? null,
  findByEmail: async (organizationId, email) =>
    present(tables, organizationId).find(({ member }) => member.email.toLowerCase() === email.toLowerCase())
      ?.member ?? null,
  ofInbox: async (organizationId, inboxId) => membersOf(tables, organizationId, inboxId),
})

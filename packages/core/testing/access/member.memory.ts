import {
  type EmailTaken,
  err,
  type Member,
  type MemberQueries,
  type MemberSecrets,
  type MemberStore,
  type NewMember,
  type OrganizationId,
  ok,
  type Result,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import { nextNumber, type Tables, type WritableTables } from '../memory-database.ts'

const sameEmail = (left: string, right: string) => left.toLowerCase() === right.toLowerCase()

/** Keeps and numbers a member, unless anybody on the installation has the e-mail address. */
export const insertMember = (
  tables: WritableTables,
  draft: NewMember,
  { passwordHash, credentials }: MemberSecrets,
): Result<Member, EmailTaken> => {
  const { organizationId, email } = draft
  if (tables.members.everywhere().some(({ member }) => sameEmail(member.email, email)))
    return err({ code: 'member/email-taken', email })
  const member = { ...draft, number: nextNumber(tables, organizationId, 'member') }
  tables.members.insert(organizationId, member.id, { member, passwordHash })
  for (const credential of credentials) {
    if (tables.credentials.everywhere().some(({ digest }) => digest === credential.digest))
      throw new Error('This credential leads to somebody already')
    tables.credentials.insert(organizationId, credential.digest, credential)
  }
  return ok(member)
}

export const memoryMemberStore = (tables: WritableTables, organizationId: OrganizationId): MemberStore => ({
  find: async (id) => tables.members.get(organizationId, id)?.member ?? null,
  findByNumbers: async (numbers) =>
    tables.members
      .of(organizationId)
      .map(({ member }) => member)
      .filter(({ number }) => numbers.includes(number))
      .toSorted(by(({ number }) => number)),
  insert: async (draft, secrets) => insertMember(tables, draft, secrets),
})

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
    tables.members
      .of(organizationId)
      .map(({ member }) => member)
      .toSorted(byName)
      .slice(0, 1_000),
  findByNumber: async (organizationId, number) =>
    tables.members.of(organizationId).find(({ member }) => member.number === number)?.member ?? null,
  ofInbox: async (organizationId, inboxId) => membersOf(tables, organizationId, inboxId),
})

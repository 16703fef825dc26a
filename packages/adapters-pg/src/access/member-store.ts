import { err, type MemberStore, type OrganizationId, ok } from '@parlance/core'
import type { Executor } from '../kernel/database.ts'
import { fromMember, toMember } from './member-rows.ts'
import { fromCredential } from './organization-rows.ts'

/** The organization's members in one transaction. */
export const createMemberStore = (db: Executor, organizationId: OrganizationId): MemberStore => ({
  find: async (id) => {
    const row = await members(db, organizationId).where('id', '=', id).executeTakeFirst()
    return row ? toMember(row) : null
  },
  findByNumbers: async (numbers) => {
    if (numbers.length === 0) return []
    const rows = await members(db, organizationId).where('number', 'in', numbers).orderBy('number').execute()
    return rows.map(toMember)
  },
  insert: async (member, secrets) => {
    const taken = err({ code: 'member/email-taken', email: member.email })
    if (!(await takeEmail(db, member))) return taken
    const row = await db
      .insertInto('members')
      .values({ ...fromMember(member), organization_id: organizationId })
      .returningAll()
      .executeTakeFirstOrThrow()
    await insertSecrets(db, organizationId, secrets)
    return ok(toMember(row))
  },
})

const members = (db: Executor, organizationId: OrganizationId) =>
  db.selectFrom('members').selectAll().where('organization_id', '=', organizationId)

type NewMember = Parameters<MemberStore['insert']>[0]
type MemberSecrets = Parameters<MemberStore['insert']>[1]

/** Of two that want an address at the same moment, the second waits for the first, and gets false. */
const takeEmail = async (db: Executor, member: NewMember): Promise<boolean> => {
  const taken = await db
    .insertInto('sign_in_emails')
    .values({ email: member.email, organization_id: member.organizationId, member_id: member.id })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('email')
    .executeTakeFirst()
  return taken !== undefined
}

const insertSecrets = async (
  db: Executor,
  organizationId: OrganizationId,
  { memberId, passwordHash, credentials }: MemberSecrets,
): Promise<void> => {
  if (passwordHash !== null) {
    await db
      .insertInto('member_passwords')
      .values({ organization_id: organizationId, member_id: memberId, password_hash: passwordHash })
      .execute()
  }
  if (credentials.length > 0) {
    await db.insertInto('credentials').values(credentials.map(fromCredential)).execute()
  }
}

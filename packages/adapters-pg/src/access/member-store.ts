import {
  EMPTY_PROFILE,
  err,
  type Member,
  type MemberId,
  type MemberStore,
  type OrganizationId,
  ok,
  type Timestamp,
} from '@parlance/core'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromMember, fromProfile, toMember, toProfile } from './member-rows.ts'
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
  findByEmail: async (email) => {
    const row = await members(db, organizationId).where('email', '=', email).executeTakeFirst()
    return row ? toMember(row) : null
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
  update: (member) => updateMember(db, organizationId, member),
  remove: (id, at) => removeMember(db, organizationId, { id, at }),
  lockAdministrators: async () => {
    const rows = await members(db, organizationId)
      .where('role', 'in', ['owner', 'administrator'])
      .where('disabled_at', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute()
    return rows.map(({ id, role }) => ({ id, role }))
  },
  passwordHash: async (id) => {
    const row = await db
      .selectFrom('member_passwords')
      .select('password_hash')
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', id)
      .executeTakeFirst()
    return row?.password_hash ?? null
  },
  setPasswordHash: async (id, hash) => {
    await db
      .insertInto('member_passwords')
      .values({ organization_id: organizationId, member_id: id, password_hash: hash })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'member_id']).doUpdateSet({ password_hash: hash }),
      )
      .execute()
  },
  replaceCredentials: async (id, credentials) => {
    await db
      .deleteFrom('credentials')
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', id)
      .execute()
    if (credentials.length > 0)
      await db.insertInto('credentials').values(credentials.map(fromCredential)).execute()
  },
  profile: async (id) => {
    const row = await db
      .selectFrom('member_profiles')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', id)
      .executeTakeFirst()
    return row ? toProfile(row) : EMPTY_PROFILE
  },
  setProfile: async (id, profile) => {
    const columns = fromProfile(profile)
    await db
      .insertInto('member_profiles')
      .values({ organization_id: organizationId, member_id: id, ...columns })
      .onConflict((conflict) => conflict.columns(['organization_id', 'member_id']).doUpdateSet(columns))
      .execute()
  },
})

const members = (db: Executor, organizationId: OrganizationId) =>
  db
    .selectFrom('members')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('removed_at', 'is', null)

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

const updateMember = async (
  db: Executor,
  organizationId: OrganizationId,
  member: Member,
): ReturnType<MemberStore['update']> => {
  const before = await members(db, organizationId).where('id', '=', member.id).executeTakeFirst()
  if (!before) return ok(null)
  if (before.email !== member.email) {
    if (!(await takeEmail(db, member))) return err({ code: 'member/email-taken', email: member.email })
    await freeEmail(db, organizationId, { id: member.id, email: before.email })
  }
  const { organization_id: _organization, id: _id, created_at: _created, ...columns } = fromMember(member)
  await db
    .updateTable('members')
    .set(columns)
    .where('organization_id', '=', organizationId)
    .where('id', '=', member.id)
    .execute()
  return ok(null)
}

const freeEmail = async (
  db: Executor,
  organizationId: OrganizationId,
  { id, email }: { readonly id: MemberId; readonly email: string },
): Promise<void> => {
  await db
    .deleteFrom('sign_in_emails')
    .where('email', '=', email)
    .where('organization_id', '=', organizationId)
    .where('member_id', '=', id)
    .execute()
}

/** What leads to a member, and where it is looked for. */
const MEMBERSHIPS = [
  'credentials',
  'member_passwords',
  'sessions',
  'mailed_codes',
  'second_factors',
  'inbox_members',
  'team_members',
  'conversation_participants',
] as const

/** What the member belonged to and signed in with goes; its row stays, with the moment. */
const removeMember = async (
  db: Executor,
  organizationId: OrganizationId,
  { id, at }: { readonly id: MemberId; readonly at: Timestamp },
): Promise<void> => {
  const before = await members(db, organizationId).where('id', '=', id).executeTakeFirst()
  if (!before) return
  await freeEmail(db, organizationId, { id, email: before.email })
  for (const table of MEMBERSHIPS) {
    await db
      .deleteFrom(table)
      .where('organization_id', '=', organizationId)
      .where('member_id', '=', id)
      .execute()
  }
  await db
    .updateTable('members')
    .set({ removed_at: toIso(at) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute()
}

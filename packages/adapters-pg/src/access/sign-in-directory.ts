import {
  type FoundSession,
  INSTALLATION,
  type InboxId,
  type OrganizationId,
  type SessionId,
  type SignInAccount,
  type SignInDirectory,
  type TeamId,
} from '@parlance/core'
import type { Pool } from 'pg'
import { withConnection } from '../kernel/connection.ts'
import type { Database } from '../kernel/database.ts'
import { prefixed, unprefix } from '../kernel/prefixed.ts'
import { statement } from '../kernel/statement.ts'
import { MEMBER_COLUMNS, type MemberRow, toMember } from './member-rows.ts'
import { MEMBERSHIPS } from './memberships.ts'
import { ORGANIZATION_COLUMNS, type OrganizationRow, toOrganization } from './organization-rows.ts'
import { SESSION_COLUMNS, type SessionRow, toSession } from './sign-in-rows.ts'

interface SignInDirectoryParts {
  readonly db: Database
  readonly pool: Pool
}

/** Leads from what somebody signs in with to a member. */
export const createSignInDirectory = ({ db, pool }: SignInDirectoryParts): SignInDirectory => ({
  account: (email) => findAccount({ db, pool }, email),
  session: (organizationId, id) => findSession(pool, organizationId, id),
})

const organizationIn = unprefix<OrganizationRow>('organization', ORGANIZATION_COLUMNS)
const memberIn = unprefix<MemberRow>('member', MEMBER_COLUMNS)
const sessionIn = unprefix<SessionRow>('session', SESSION_COLUMNS)

type AccountRow = Record<string, unknown> & {
  readonly password_hash: string | null
  readonly totp_secret: string | null
}

const ACCOUNT = statement<AccountRow>(
  'sign-in-account',
  `select password.password_hash, factor.secret as totp_secret,
     ${prefixed('organization', ORGANIZATION_COLUMNS)},
     ${prefixed('member', MEMBER_COLUMNS)}
   from sign_in_emails as known
   join organizations as organization on organization.organization_id = known.organization_id
   join members as member
     on member.organization_id = known.organization_id and member.id = known.member_id
   left join member_passwords as password
     on password.organization_id = known.organization_id and password.member_id = known.member_id
   left join second_factors as factor
     on factor.organization_id = known.organization_id and factor.member_id = known.member_id
   where known.email = $1 and known.organization_id = $2 and member.removed_at is null
     and member.disabled_at is null`,
)

/** The same two statements, whether anybody has the address or not, so that it doesn't show in how long they take. */
const findAccount = async (
  { db, pool }: SignInDirectoryParts,
  email: string,
): Promise<SignInAccount | null> => {
  const place = await db.outside
    .selectFrom('sign_in_emails')
    .select('organization_id')
    .where('email', '=', email)
    .executeTakeFirst()
  const organizationId = place?.organization_id ?? INSTALLATION
  const [row] = await withConnection(pool, organizationId, ({ run }) => run(ACCOUNT, [email, organizationId]))
  if (!row) return null
  return {
    organization: toOrganization(organizationIn(row)),
    member: toMember(memberIn(row)),
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
  }
}

type FoundRow = Record<string, unknown> & {
  readonly inbox_ids: readonly InboxId[]
  readonly team_ids: readonly TeamId[]
}

/** Requests begin with it, so it is one statement, and prepared. */
const SESSION = statement<FoundRow>(
  'sign-in-session',
  `select
     ${prefixed('session', SESSION_COLUMNS)},
     ${prefixed('organization', ORGANIZATION_COLUMNS)},
     ${prefixed('member', MEMBER_COLUMNS)},
     ${MEMBERSHIPS}
   from sessions as session
   join organizations as organization on organization.organization_id = session.organization_id
   join members as member
     on member.organization_id = session.organization_id and member.id = session.member_id
   where session.organization_id = $1 and session.id = $2 and member.removed_at is null
     and member.disabled_at is null`,
)

const findSession = async (
  pool: Pool,
  organizationId: OrganizationId,
  id: SessionId,
): Promise<FoundSession | null> => {
  const [row] = await withConnection(pool, organizationId, ({ run }) => run(SESSION, [organizationId, id]))
  if (!row) return null
  return {
    session: toSession(sessionIn(row)),
    organization: toOrganization(organizationIn(row)),
    member: toMember(memberIn(row)),
    inboxIds: row.inbox_ids,
    teamIds: row.team_ids,
  }
}

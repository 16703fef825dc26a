import type { OrganizationId, TeamQueries } from '@parlance/core'
import { sql } from 'kysely'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import type { Database } from '../kernel/database.ts'
import { listed } from '../kernel/recordset.ts'
import { toTeam } from './team-rows.ts'

const LIMIT = 1_000
const MEMBER = sql.raw(listed(MEMBER_COLUMNS.map((column) => `members.${column}`)))

/** Answers questions about teams from the database. */
export const createTeamQueries = (db: Database): TeamQueries => ({
  list: async (organizationId) => {
    const rows = await teams(db, organizationId).orderBy(sql`name collate "C"`).limit(LIMIT).execute()
    return rows.map(toTeam)
  },
  findByNumber: async (organizationId, number) => {
    const row = await teams(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toTeam(row) : null
  },
  members: async (organizationId, id) => {
    const { rows } = await sql<MemberRow>`
      select ${MEMBER}
      from team_members
      join members
        on members.organization_id = team_members.organization_id and members.id = team_members.member_id
      where team_members.organization_id = ${organizationId} and team_members.team_id = ${id}
      order by lower(members.name), members.number
      limit ${LIMIT}`.execute(db)
    return rows.map(toMember)
  },
})

const teams = (db: Database, organizationId: OrganizationId) =>
  db.selectFrom('teams').selectAll().where('organization_id', '=', organizationId)

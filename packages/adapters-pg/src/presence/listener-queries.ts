import type { InboxId, ListenerQueries, TeamId } from '@parlance/core'
import { sql } from 'kysely'
import { MEMBER_COLUMNS, MEMBERSHIPS, type MemberRow, toMember } from '../access/index.ts'
import {
  CONTACT_COLUMNS,
  CONTACT_POINT_COLUMNS,
  type ContactPointRow,
  type ContactRow,
  toContact,
  toContactPoint,
} from '../contacts/index.ts'
import type { Database } from '../kernel/database.ts'
import { prefixed, unprefix } from '../kernel/prefixed.ts'
import { listed } from '../kernel/recordset.ts'

const MEMBER = sql.raw(listed(MEMBER_COLUMNS.map((column) => `member.${column}`)))
const POINT_AND_CONTACT = sql.raw(
  `${prefixed('point', CONTACT_POINT_COLUMNS)}, ${prefixed('contact', CONTACT_COLUMNS)}`,
)

type MemberTokenRow = MemberRow & {
  readonly pubsub_token: string | null
  readonly inbox_ids: readonly InboxId[]
  readonly team_ids: readonly TeamId[]
}

const pointIn = unprefix<ContactPointRow>('point', CONTACT_POINT_COLUMNS)
const contactIn = unprefix<ContactRow>('contact', CONTACT_COLUMNS)

/** Looks up listeners and their tokens. */
export const createListenerQueries = (db: Database): ListenerQueries => ({
  member: async (organizationId, key) => {
    const matching =
      'id' in key ? sql`member.id = ${key.id}::uuid` : sql`member.number = ${key.number}::bigint`
    const { rows } = await sql<MemberTokenRow>`
      select ${MEMBER}, profile.pubsub_token, ${sql.raw(MEMBERSHIPS)}
      from members as member
      left join member_profiles as profile
        on profile.organization_id = member.organization_id and profile.member_id = member.id
      where member.organization_id = ${organizationId} and ${matching}
        and member.removed_at is null and member.disabled_at is null`.execute(db.of(organizationId))
    const [row] = rows
    if (!row) return null
    const { inbox_ids: inboxIds, team_ids: teamIds, pubsub_token: pubsubToken } = row
    return { member: toMember(row), inboxIds, teamIds, pubsubToken }
  },
  contactPoint: async (organizationId, pubsubToken) => {
    const { rows } = await sql<Record<string, unknown>>`
      select ${POINT_AND_CONTACT}
      from contact_points as point
      join contacts as contact
        on contact.organization_id = point.organization_id and contact.id = point.contact_id
      where point.organization_id = ${organizationId} and point.pubsub_token = ${pubsubToken}
        and contact.deleted_at is null`.execute(db.of(organizationId))
    const [row] = rows
    return row ? { point: toContactPoint(pointIn(row)), contact: toContact(contactIn(row)) } : null
  },
})

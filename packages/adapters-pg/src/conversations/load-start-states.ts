import type { ContactPointId, ConversationId, OrganizationId, StartState } from '@parlance/core'
import { ORGANIZATION_REF_COLUMNS, type OrganizationRow, toOrganizationRef } from '../access/index.ts'
import {
  CONTACT_COLUMNS,
  CONTACT_POINT_COLUMNS,
  type ContactPointRow,
  type ContactRow,
  toContact,
  toContactPoint,
} from '../contacts/index.ts'
import { INBOX_POLICY_COLUMNS, type InboxPolicyRow, toInboxPolicy } from '../inboxes/index.ts'
import type { Connection } from '../kernel/connection.ts'
import { lookedUp } from '../kernel/looked-up.ts'
import { prefixed, unprefix } from '../kernel/prefixed.ts'
import { statement } from '../kernel/statement.ts'
import { loadStates } from './load-states.ts'

type StartRow = Readonly<Record<string, unknown>> & { readonly latest_id: ConversationId | null }

const LOCK = statement(
  'contact-points-lock',
  `select contact_points.id
   from unnest($2::uuid[]) as wanted (id)
   join contact_points on contact_points.organization_id = $1 and contact_points.id = wanted.id
   order by contact_points.id for no key update of contact_points`,
)

const START_STATES = statement<StartRow>(
  'start-states',
  `select
     ${prefixed('organization', ORGANIZATION_REF_COLUMNS)},
     ${prefixed('inbox', INBOX_POLICY_COLUMNS)},
     ${prefixed('contact', CONTACT_COLUMNS)},
     ${prefixed('point', CONTACT_POINT_COLUMNS)},
     (
       select conversations.id from conversations
       where conversations.organization_id = $1 and conversations.contact_id = point.contact_id
         and conversations.contact_point_id = point.id
       order by conversations.number desc limit 1
     ) as latest_id
   from unnest($2::uuid[]) as wanted (id)
   ${lookedUp('contact_points', 'point', 'wanted.id')}
   cross join lateral (select * from organizations where organization_id = $1 limit 1) as organization
   ${lookedUp('inboxes', 'inbox', 'point.inbox_id')}
   ${lookedUp('contacts', 'contact', 'point.contact_id')}`,
)

const organizationIn = unprefix<Pick<OrganizationRow, (typeof ORGANIZATION_REF_COLUMNS)[number]>>(
  'organization',
  ORGANIZATION_REF_COLUMNS,
)
const inboxIn = unprefix<InboxPolicyRow>('inbox', INBOX_POLICY_COLUMNS)
const contactIn = unprefix<ContactRow>('contact', CONTACT_COLUMNS)
const pointIn = unprefix<ContactPointRow>('point', CONTACT_POINT_COLUMNS)

/** Locks contact points, in the order of their ids, and loads what conversations are started from. */
export const loadStartStates = async (
  connection: Connection,
  organizationId: OrganizationId,
  ids: readonly ContactPointId[],
): Promise<ReadonlyMap<ContactPointId, StartState>> => {
  const { run, together } = connection
  const values = [organizationId, ids]
  const [, rows] = await together([() => run(LOCK, values), () => run(START_STATES, values)])
  const latest = await loadStates(
    connection,
    organizationId,
    rows.flatMap(({ latest_id }) => (latest_id === null ? [] : [latest_id])),
  )
  return new Map(
    rows.map((row) => {
      const contactPoint = toContactPoint(pointIn(row))
      const state: StartState = {
        organization: toOrganizationRef(organizationIn(row)),
        inbox: toInboxPolicy(inboxIn(row)),
        contact: toContact(contactIn(row)),
        contactPoint,
        latest: (row.latest_id !== null && latest.get(row.latest_id)) || null,
      }
      return [contactPoint.id, state]
    }),
  )
}

import type {
  ConversationId,
  ConversationState,
  OrganizationId,
  RecentMessages,
  SentMessage,
} from '@parlance/core'
import {
  AGENT_IDENTITY_COLUMNS,
  type AgentIdentityRow,
  MEMBER_COLUMNS,
  type MemberRow,
  ORGANIZATION_REF_COLUMNS,
  type OrganizationRow,
  toAgentIdentity,
  toMember,
  toOrganizationRef,
} from '../access/index.ts'
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
import { lookedUp, lookedUpIfThere, ROW_VERSION } from '../kernel/looked-up.ts'
import { prefixed, unprefix, unprefixOrNull } from '../kernel/prefixed.ts'
import { statement } from '../kernel/statement.ts'
import { TEAM_COLUMNS, type TeamRow, toTeam } from '../teams/index.ts'
import { ACTIVE_ASSIGNMENT_COLUMNS, type AssignmentRow, toActiveAssignment } from './assignment-rows.ts'
import { CONVERSATION_COLUMNS, type ConversationRow, toConversation } from './conversation-rows.ts'
import {
  type JoinedRow,
  SENDER_JOINS,
  SENT_MESSAGE_COLUMNS,
  senderVersionOf,
  toSentMessage,
} from './sent-message-rows.ts'
import { rowsOf, type VersionedState } from './state-versions.ts'

/** What the statement below reads whole rows of, and keeps the versions of: each is named in `rowsOf` as well. */
const VERSIONED = [
  'conversation',
  'organization',
  'inbox',
  'contact',
  'point',
  'assignee',
  'identity',
  'team',
] as const

const STATES = statement<JoinedRow>(
  'conversation-states',
  `select
     ${prefixed('conversation', CONVERSATION_COLUMNS)},
     ${prefixed('organization', ORGANIZATION_REF_COLUMNS)},
     ${prefixed('inbox', INBOX_POLICY_COLUMNS)},
     ${prefixed('contact', CONTACT_COLUMNS)},
     ${prefixed('point', CONTACT_POINT_COLUMNS)},
     ${prefixed('assignment', ACTIVE_ASSIGNMENT_COLUMNS)},
     ${prefixed('assignee', MEMBER_COLUMNS)},
     ${prefixed('identity', AGENT_IDENTITY_COLUMNS)},
     ${prefixed('team', TEAM_COLUMNS)},
     ${VERSIONED.map((alias) => `${alias}.${ROW_VERSION} as ${alias}_version`).join(', ')}
   from unnest($2::uuid[]) as wanted (id)
   ${lookedUp('conversations', 'conversation', 'wanted.id')}
   cross join lateral (
     select *, xmin::text as ${ROW_VERSION} from organizations where organization_id = $1 limit 1
   ) as organization
   ${lookedUp('inboxes', 'inbox', 'conversation.inbox_id')}
   ${lookedUp('contacts', 'contact', 'conversation.contact_id')}
   ${lookedUp('contact_points', 'point', 'conversation.contact_point_id')}
   left join lateral (
     select * from assignments
     where assignments.organization_id = $1 and assignments.conversation_id = conversation.id
       and assignments.status = 'active'
     limit 1
   ) as assignment on true
   ${lookedUpIfThere('members', 'assignee', 'assignment.holder_id', "assignment.holder_type = 'member'")}
   ${lookedUpIfThere('agent_identities', 'identity', 'assignment.holder_id', "assignment.holder_type = 'agent_identity'")}
   ${lookedUpIfThere('teams', 'team', 'conversation.team_id', 'conversation.team_id is not null')}`,
)

const RECENT_MESSAGES = statement<JoinedRow>(
  'conversation-recent-messages',
  `select ${SENT_MESSAGE_COLUMNS}
   from unnest($2::uuid[]) as wanted (id)
   ${lookedUp('conversations', 'conversation', 'wanted.id')}
   cross join lateral (
     select * from messages
     where messages.organization_id = $1 and messages.conversation_id = conversation.id
       and messages.number = any(array[
         conversation.last_message_number, conversation.last_non_activity_number, conversation.last_public_number
       ])
     limit 3
   ) as message
   ${SENDER_JOINS}`,
)

const conversationIn = unprefix<ConversationRow>('conversation', CONVERSATION_COLUMNS)
const organizationIn = unprefix<Pick<OrganizationRow, (typeof ORGANIZATION_REF_COLUMNS)[number]>>(
  'organization',
  ORGANIZATION_REF_COLUMNS,
)
const inboxIn = unprefix<InboxPolicyRow>('inbox', INBOX_POLICY_COLUMNS)
const contactIn = unprefix<ContactRow>('contact', CONTACT_COLUMNS)
const pointIn = unprefix<ContactPointRow>('point', CONTACT_POINT_COLUMNS)
const assigneeIn = unprefixOrNull<MemberRow>('assignee', MEMBER_COLUMNS)
const identityIn = unprefixOrNull<AgentIdentityRow>('identity', AGENT_IDENTITY_COLUMNS)
const teamIn = unprefixOrNull<TeamRow>('team', TEAM_COLUMNS)
const assignmentIn = unprefixOrNull<Pick<AssignmentRow, (typeof ACTIVE_ASSIGNMENT_COLUMNS)[number]>>(
  'assignment',
  ACTIVE_ASSIGNMENT_COLUMNS,
)

type States = ReadonlyMap<ConversationId, ConversationState>

/** Loads conversations with all that their rules and lists show: two statements, however many there are. */
export const loadStates = async (
  connection: Connection,
  organizationId: OrganizationId,
  ids: readonly ConversationId[],
): Promise<States> => {
  const loaded = await loadVersionedStates(connection, organizationId, ids)
  return new Map([...loaded].map(([id, { state }]) => [id, state]))
}

/** The same with the versions of the rows that they were read from. */
export const loadVersionedStates = async (
  { run, together }: Connection,
  organizationId: OrganizationId,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, VersionedState>> => {
  if (ids.length === 0) return new Map()
  const values = [organizationId, ids]
  const [rows, messages] = await together([() => run(STATES, values), () => run(RECENT_MESSAGES, values)])
  const recent = byPlace(messages)
  const senders = new Map(messages.map(senderVersionOf).filter((version) => version !== null))
  return new Map(
    rows.map((row) => {
      const state = toState(row, recent)
      return [state.conversation.id, withVersions(row, state, senders)]
    }),
  )
}

const withVersions = (
  row: JoinedRow,
  state: ConversationState,
  senders: ReadonlyMap<string, string>,
): VersionedState => {
  const ids: Readonly<Record<(typeof VERSIONED)[number], string | undefined>> = {
    conversation: state.conversation.id,
    organization: state.organization.id,
    inbox: state.inbox.id,
    contact: state.contact.id,
    point: state.contactPoint.id,
    assignee: state.assignee?.id,
    identity: state.agentIdentity?.id,
    team: state.team?.id,
  }
  const known = new Map(senders)
  for (const alias of VERSIONED) {
    const id = ids[alias]
    if (id !== undefined) known.set(id, row[`${alias}_version`] as string)
  }
  // What was not read with its version is in none, and is read again before it is believed.
  const rows = rowsOf(state).map((named) => ({ ...named, version: known.get(named.id) ?? NO_VERSION }))
  return { state, rows }
}

/** The id of no transaction that writes rows. */
const NO_VERSION = '0'

type MessagesByPlace = ReadonlyMap<string, SentMessage>

const byPlace = (rows: readonly JoinedRow[]): MessagesByPlace =>
  new Map(
    rows.map(toSentMessage).map((sent) => [placeOf(sent.message.conversationId, sent.message.number), sent]),
  )

const placeOf = (id: ConversationId, number: number | null): string => `${id} ${number}`

const toState = (joined: JoinedRow, messages: MessagesByPlace): ConversationState => {
  const row = conversationIn(joined)
  const assignment = assignmentIn(joined)
  const assignee = assigneeIn(joined)
  const identity = identityIn(joined)
  const team = teamIn(joined)
  return {
    organization: toOrganizationRef(organizationIn(joined)),
    inbox: toInboxPolicy(inboxIn(joined)),
    contact: toContact(contactIn(joined)),
    contactPoint: toContactPoint(pointIn(joined)),
    conversation: toConversation(row),
    assignment: assignment && toActiveAssignment(assignment),
    assignee: assignee && toMember(assignee),
    agentIdentity: identity && toAgentIdentity(identity),
    team: team && toTeam(team),
    recent: toRecent(row, messages),
  }
}

const toRecent = (row: ConversationRow, messages: MessagesByPlace): RecentMessages => {
  const at = (number: number | null) => messages.get(placeOf(row.id, number)) ?? null
  return {
    last: at(row.last_message_number),
    lastNonActivity: at(row.last_non_activity_number),
    lastPublic: at(row.last_public_number),
  }
}

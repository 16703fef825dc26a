import type { AssigneeFilter, ConversationFilter, ConversationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { sourceDigest } from '../contacts/index.ts'
import { anyTag } from '../kernel/condition-sql.ts'
import { containing } from '../kernel/like.ts'
import { toIso } from '../kernel/moment.ts'
import { passing } from './conversation-conditions.ts'
import { newestMessages, says } from './searched-messages.ts'

type Condition = RawBuilder<unknown>

/** A filter for a statement: where few conversations have its tags, it knows which. */
export interface KnownFilter extends ConversationFilter {
  readonly tagged: readonly ConversationId[] | null
}

/** Conditions on the organization's conversations, without those on the organization and on the status. */
export const conditionsOf = (filter: KnownFilter, organizationId: string): readonly Condition[] => {
  const conditions: Condition[] = []
  if (filter.teamId !== null) conditions.push(sql`conversations.team_id = ${filter.teamId}`)
  if (filter.contactId !== null) conditions.push(sql`conversations.contact_id = ${filter.contactId}`)
  if (filter.contactPointId !== null) {
    conditions.push(sql`(conversations.contact_id, conversations.contact_point_id) in (
      select contact_points.contact_id, contact_points.id from contact_points
      where contact_points.organization_id = ${organizationId} and contact_points.id = ${filter.contactPointId})`)
  }
  if (filter.updatedSince !== null) {
    conditions.push(sql`conversations.last_activity_at >= ${toIso(filter.updatedSince)}::timestamptz`)
  }
  if (filter.sourceId !== null) {
    conditions.push(sql`(conversations.contact_id, conversations.contact_point_id) in (
      select contact_points.contact_id, contact_points.id from contact_points
      where contact_points.organization_id = ${organizationId}
        and contact_points.source_digest = ${sourceDigest(filter.sourceId)})`)
  }
  return [...conditions, ...searched(filter, organizationId), ...further(filter, organizationId)]
}

/** The ids that a search comes to are gathered once, before anything is compared with them. */
const searched = ({ text, about }: ConversationFilter, organizationId: string): readonly Condition[] => {
  const conditions: Condition[] = []
  if (text !== null) {
    conditions.push(sql`conversations.id = any(array(
      select distinct recent.conversation_id from ${newestMessages(organizationId)} as recent
      where ${says(text)}))`)
  }
  if (about !== null) conditions.push(isAbout(about, organizationId))
  return conditions
}

/** The most contacts whose conversations a search gathers: the newest of those that are known by its text. */
const MOST_CONTACTS = 10_000

const isAbout = (text: string, organizationId: string): Condition => {
  const part = containing(text)
  const ofContact = sql`conversations.contact_id = any(array(
    select contacts.id from contacts
    where contacts.organization_id = ${organizationId} and (contacts.name ilike ${part} or contacts.email ilike ${part}
      or contacts.phone_number ilike ${part} or contacts.identifier ilike ${part})
    order by contacts.number desc limit ${MOST_CONTACTS}))`
  return /^\d+$/.test(text) ? sql`(${ofContact} or conversations.number::text like ${part})` : ofContact
}

const further = (
  { tags, tagged, unattended, conditions, participantId, mentionedId }: KnownFilter,
  organizationId: string,
): readonly Condition[] => [
  ...(tagged === null ? [] : [sql`conversations.id = any(${[...tagged]}::uuid[])`]),
  ...(tags === null || tagged !== null ? [] : [anyTag(sql`conversations.tags`, tags)]),
  ...(participantId === null
    ? []
    : [
        sql`conversations.id in (
        select conversation_participants.conversation_id from conversation_participants
        where conversation_participants.organization_id = ${organizationId}
          and conversation_participants.member_id = ${participantId})`,
      ]),
  ...(mentionedId === null
    ? []
    : [
        sql`conversations.id in (
        select conversation_mentions.conversation_id from conversation_mentions
        where conversation_mentions.organization_id = ${organizationId}
          and conversation_mentions.member_id = ${mentionedId})`,
      ]),
  ...(unattended === null
    ? []
    : [sql`(conversations.first_reply_at is null or conversations.waiting_since is not null)`]),
  ...(conditions === null ? [] : [passing(conditions, organizationId)]),
]

export const inInboxes = (filter: Pick<ConversationFilter, 'inboxIds'>): readonly Condition[] =>
  filter.inboxIds === null ? [] : [sql`conversations.inbox_id = any(${[...filter.inboxIds]}::uuid[])`]

export const inStatus = (filter: ConversationFilter): readonly Condition[] =>
  filter.status === null ? [] : [sql`conversations.status = ${filter.status}`]

export const heldBy = (assignee: AssigneeFilter): readonly Condition[] => {
  switch (assignee.type) {
    case 'member':
      return [sql`conversations.holder_id = ${assignee.id}`]
    case 'anybody':
      return [sql`conversations.holder_id is not null`]
    case 'nobody':
      return [sql`conversations.holder_id is null`]
    case 'all':
      return []
  }
}

export const allOf = (organizationId: string, conditions: readonly Condition[]): Condition =>
  sql.join([sql`conversations.organization_id = ${organizationId}`, ...conditions], sql` and `)

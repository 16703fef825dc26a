import type { Condition, ConversationConditions, ConversationKeyword, Test } from '@parlance/core'
import { sql } from 'kysely'
import {
  customPasses,
  momentPasses,
  noted,
  numberPasses,
  type Sql,
  tagsPass,
  textPasses,
} from '../kernel/condition-sql.ts'

type Passes = (test: Test, organizationId: string) => Sql

/** By the numbers of the rows that a column refers to; these are looked up once, and the column is compared with their ids. */
const reference =
  (column: Sql, table: Sql, isThere: Sql): Passes =>
  (test, organizationId) => {
    const ids = (numbers: readonly string[]) => sql`array(
      select referred.id from ${table} as referred where referred.organization_id = ${organizationId}
        and referred.number = any(${numbers.map(Number)}::bigint[]))`
    switch (test.type) {
      case 'equals':
        return sql`(${isThere} and ${column} = any(${ids(test.any)}))`
      case 'differs':
        return sql`(${isThere} and ${column} <> all(${ids(test.from)}))`
      case 'present':
        return isThere
      case 'absent':
        return sql`(${isThere}) is not true`
      default:
        return sql`false`
    }
  }

const text =
  (held: Sql): Passes =>
  (test) =>
    textPasses(test, held)

const remark = (key: string): Passes => text(sql`(${noted(sql`conversations.additional_attributes`, key)})`)

const moment =
  (held: Sql): Passes =>
  (test) =>
    momentPasses(test, held)

const ALWAYS = sql`true`
const NEVER = text(sql`null::text`)

const PASSES: Readonly<Record<ConversationKeyword, Passes>> = {
  status: text(sql`conversations.status`),
  assignee_id: reference(
    sql`conversations.holder_id`,
    sql`members`,
    sql`conversations.holder_type = 'member'`,
  ),
  inbox_id: reference(sql`conversations.inbox_id`, sql`inboxes`, ALWAYS),
  team_id: reference(sql`conversations.team_id`, sql`teams`, sql`conversations.team_id is not null`),
  contact_id: reference(sql`conversations.contact_id`, sql`contacts`, ALWAYS),
  priority: text(sql`conversations.priority`),
  display_id: (test) => numberPasses(test, sql`conversations.number`),
  campaign_id: NEVER,
  labels: (test) => tagsPass(test, sql`conversations.tags`),
  browser_language: remark('browser_language'),
  conversation_language: remark('conversation_language'),
  referer: remark('referer'),
  created_at: moment(sql`conversations.created_at`),
  last_activity_at: moment(sql`conversations.last_activity_at`),
  mail_subject: remark('mail_subject'),
}

/** The conversations that pass. */
export const passing = (conditions: ConversationConditions, organizationId: string): Sql => {
  const groups = conditions.map((group) =>
    group.length === 0
      ? ALWAYS
      : sql.join(
          group.map((condition) => passed(condition, organizationId)),
          sql` and `,
        ),
  )
  return sql`(${sql.join(groups, sql` or `)})`
}

const passed = ({ attribute, test }: Condition<ConversationKeyword>, organizationId: string): Sql => {
  if ('own' in attribute) return PASSES[attribute.own](test, organizationId)
  const attributes =
    attribute.of === 'conversation'
      ? sql`conversations.custom_attributes`
      : sql`(select contacts.custom_attributes from contacts
          where contacts.organization_id = ${organizationId} and contacts.id = conversations.contact_id)`
  return customPasses(test, attributes, attribute.custom)
}

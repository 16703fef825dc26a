import type { Condition, ContactConditions, ContactKey, Test } from '@parlance/core'
import { sql } from 'kysely'
import {
  customPasses,
  momentPasses,
  noted,
  type Sql,
  tagsPass,
  textPasses,
  truthPasses,
} from '../kernel/condition-sql.ts'

type Passes = (test: Test) => Sql

const text =
  (held: Sql): Passes =>
  (test) =>
    textPasses(test, held)

const remark = (key: string): Passes => text(sql`(${noted(sql`contacts.additional_attributes`, key)})`)

/** What is equal in any case is found by an index. */
const caseless =
  (held: Sql, inLowerCase: Sql): Passes =>
  (test) =>
    test.type === 'equals' && test.any.length > 0 && !test.orAbsent
      ? sql`${inLowerCase} in (${sql.join(test.any.map((one) => sql`lower(${one}::text)`))})`
      : textPasses(test, held)

/** Numbers have no case, and are found by the index that keeps them apart. */
const phonePasses: Passes = (test) =>
  test.type === 'equals' && test.any.length > 0
    ? sql`contacts.phone_number in (${sql.join(test.any)})`
    : textPasses(test, sql`contacts.phone_number`)

const PASSES: Readonly<Record<ContactKey, Passes>> = {
  name: text(sql`contacts.name`),
  phone_number: phonePasses,
  email: caseless(sql`contacts.email`, sql`contacts.lower_email`),
  identifier: caseless(sql`contacts.identifier`, sql`contacts.lower_identifier`),
  country_code: remark('country_code'),
  city: remark('city'),
  company_name: remark('company_name'),
  labels: (test) => tagsPass(test, sql`contacts.tags`),
  created_at: (test) => momentPasses(test, sql`contacts.created_at`),
  last_activity_at: (test) => momentPasses(test, sql`contacts.last_activity_at`),
  blocked: (test) => truthPasses(test, sql`contacts.blocked`),
}

/** The contacts that pass; they have no custom attributes of conversations. */
export const passing = (conditions: ContactConditions): Sql => {
  const groups = conditions.map((group) =>
    group.length === 0 ? sql`true` : sql.join(group.map(passed), sql` and `),
  )
  return sql`(${sql.join(groups, sql` or `)})`
}

const passed = ({ attribute, test }: Condition<ContactKey>): Sql => {
  if ('own' in attribute) return PASSES[attribute.own](test)
  const attributes = attribute.of === 'contact' ? sql`contacts.custom_attributes` : sql`'{}'::jsonb`
  return customPasses(test, attributes, attribute.custom)
}

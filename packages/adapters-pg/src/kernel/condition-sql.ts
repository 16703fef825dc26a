import { type Test, WRITTEN_DAY, WRITTEN_NUMBER } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { beginning, containing } from './like.ts'
import { toIso } from './moment.ts'

/** A piece of a statement: an expression or a condition. */
export type Sql = RawBuilder<unknown>

const FALSE = sql`false`

/** Texts in lower case, as a list to be compared with. */
const lowered = (texts: readonly string[]): Sql => sql.join(texts.map((text) => sql`lower(${text}::text)`))

const either = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? FALSE : sql`(${sql.join(conditions, sql` or `)})`

const orAbsent = (condition: Sql, held: Sql, absentToo: boolean): Sql =>
  absentToo ? sql`(${condition} or ${held} is null)` : condition

/** Whether a text, null for none, passes. */
export const textPasses = (test: Test, held: Sql): Sql => {
  switch (test.type) {
    case 'equals':
      return orAbsent(
        test.any.length === 0 ? FALSE : sql`lower(${held}) in (${lowered(test.any)})`,
        held,
        test.orAbsent,
      )
    case 'differs':
      return orAbsent(
        test.from.length === 0
          ? sql`${held} is not null`
          : sql`lower(${held}) not in (${lowered(test.from)})`,
        held,
        test.orAbsent,
      )
    case 'contains':
      return either(test.any.map((text) => sql`${held} ilike ${containing(text)}`))
    case 'lacks':
      return sql`(${held} is not null and not ${either(test.all.map((text) => sql`${held} ilike ${containing(text)}`))})`
    case 'begins':
      return sql`${held} ilike ${beginning(test.with)}`
    case 'present':
      return sql`${held} is not null`
    case 'absent':
      return sql`${held} is null`
    default:
      return FALSE
  }
}

/** Whether a number, null for none, passes; parts of it are parts of how it is written. */
export const numberPasses = (test: Test, held: Sql): Sql => {
  switch (test.type) {
    case 'equals':
      return sql`${held} = any(${test.any.map(Number)}::bigint[])`
    case 'differs':
      return sql`${held} <> all(${test.from.map(Number)}::bigint[])`
    default:
      return textPasses(test, sql`(${held})::text`)
  }
}

/** Whether a truth passes. */
export const truthPasses = (test: Test, held: Sql): Sql => textPasses(test, sql`(${held})::text`)

/** Whether a moment, null for none, passes. */
export const momentPasses = (test: Test, held: Sql): Sql => {
  if (test.type === 'from') return sql`${held} >= ${toIso(test.at)}::timestamptz`
  if (test.type === 'before') return sql`${held} < ${toIso(test.at)}::timestamptz`
  return FALSE
}

/** Whether a list of tags has at least one of these, in any case. */
export const anyTag = (held: Sql, tags: readonly string[]): Sql =>
  tags.length === 0
    ? FALSE
    : sql`exists (select from unnest(${held}) as tag (name) where lower(tag.name) in (${lowered(tags)}))`

/** Whether tags pass. */
export const tagsPass = (test: Test, held: Sql): Sql => {
  switch (test.type) {
    case 'equals':
      return anyTag(held, test.any)
    case 'differs':
      return sql`not ${anyTag(held, test.from)}`
    case 'present':
      return sql`cardinality(${held}) > 0`
    case 'absent':
      return sql`cardinality(${held}) = 0`
    default:
      return FALSE
  }
}

/** What a free object has under a key as text, unless it is a list or another object. */
export const noted = (attributes: Sql, key: string): Sql =>
  sql`case when jsonb_typeof(${attributes} -> ${key}::text) in ('string', 'number', 'boolean')
    then ${attributes} ->> ${key}::text end`

/** Whether what custom attributes have under a key passes: numbers and days may be written as text. */
export const customPasses = (test: Test, attributes: Sql, key: string): Sql => {
  const text = sql`(${noted(attributes, key)})`
  const day = sql`case when ${text} ~ ${WRITTEN_DAY.source} then left(${text}, 10) collate "C" end`
  const number = sql`case when ${text} ~ ${WRITTEN_NUMBER.source} then ${text}::numeric end`
  switch (test.type) {
    case 'present':
      return sql`${attributes} ->> ${key}::text is not null`
    case 'absent':
      return sql`${attributes} ->> ${key}::text is null`
    case 'from':
      return sql`${day} >= ${toIso(test.at).slice(0, 10)}`
    case 'before':
      return sql`${day} < ${toIso(test.at).slice(0, 10)}`
    case 'greater':
      return sql`${number} > ${test.than}::numeric`
    case 'less':
      return sql`${number} < ${test.than}::numeric`
    default:
      return textPasses(test, text)
  }
}

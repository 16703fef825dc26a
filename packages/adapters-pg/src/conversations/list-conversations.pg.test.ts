import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { NO_FILTER as NO_CONVERSATION_FILTER } from '@parlance/core'
import { type Seeded, seedOrganization } from '@parlance/core/testing'
import { CompiledQuery } from 'kysely'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { createDatabase } from '../kernel/database.ts'
import { type KnownQuery, selectPage } from './list-conversations.ts'

const MANY = 20_000
const NO_FILTER = { ...NO_CONVERSATION_FILTER, tagged: null }

interface Plan {
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly Plans?: readonly Plan[]
}

/** The most rows that any step of the plan went through. */
const mostRows = (plan: Plan): number =>
  Math.max(plan['Actual Rows'] * plan['Actual Loops'], ...(plan.Plans ?? []).map(mostRows))

describe('the first page of many conversations', () => {
  let harness: TestStorage
  let seeded: Seeded

  beforeAll(async () => {
    harness = await openTestStorage('postgres')
    seeded = await seedOrganization(harness)
    const { id, number, organizationId } = seeded.conversation.conversation
    await harness.database.pool.query(
      `insert into conversations (organization_id, id, number, inbox_id, contact_id, contact_point_id, status,
         additional_attributes, custom_attributes, tags, last_activity_at, unread_count, message_count, last_seq,
         holder_type, holder_id, created_at, updated_at)
       select organization_id, gen_random_uuid(), $3 + count, inbox_id, contact_id, contact_point_id,
         (array['open', 'resolved', 'pending'])[1 + count % 3], '{}', '{}', '{}',
         now() - count * interval '1 minute', 0, 0, 1,
         case when count % 2 = 0 then 'member' end, case when count % 2 = 0 then $4::uuid end, now(), now()
       from conversations cross join generate_series(1, $5::integer) as count
       where organization_id = $1 and id = $2`,
      [organizationId, id, number, seeded.owner.id, MANY],
    )
  }, 60_000)
  afterAll(() => harness.close())

  const rowsTouched = async (asked: Partial<KnownQuery>): Promise<number> => {
    const query: KnownQuery = {
      filter: NO_FILTER,
      assignee: { type: 'all' },
      sort: 'last_activity_at_desc',
      page: 1,
      perPage: 25,
      ...asked,
    }
    const db = createDatabase(harness.database.serving).of(seeded.organization.id)
    const { sql, parameters } = selectPage(seeded.organization.id, query).compile(db)
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]),
    )
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    if (!plan) throw new Error('There is no plan')
    return mostRows(plan)
  }

  it.each<[string, Partial<KnownQuery>]>([
    ['of a status', { filter: { ...NO_FILTER, status: 'open' } }],
    ['of every status', {}],
    ['from the end', { filter: { ...NO_FILTER, status: 'open' }, sort: 'last_activity_at_asc' }],
    [
      'held by a member',
      { assignee: { type: 'member', id: '00000000-0000-7000-8000-000000000000' as never } },
    ],
    ['held by nobody', { filter: { ...NO_FILTER, status: 'open' }, assignee: { type: 'nobody' } }],
  ])('%s reads no more than a few pages of rows', async (_name, asked) => {
    expect(await rowsTouched(asked)).toBeLessThanOrEqual(110)
  })

  it('of an inbox reads no more than a few pages of rows', async () => {
    const filter = { ...NO_FILTER, inboxIds: [seeded.inbox.id] }
    expect(await rowsTouched({ filter })).toBeLessThanOrEqual(110)
  })

  it('finds those with a tag, whether few or many have it', async () => {
    const { organization, owner } = seeded
    await harness.database.pool.query(
      `with tagged as (
         update conversations set tags = case when number % 1000 = 0 then array['often', 'Seldom'] else array['often'] end
         where organization_id = $1 and number % 2 = 0 returning id, tags
       )
       insert into conversation_tags (organization_id, tag, conversation_id)
       select $1, lower(tag), id from tagged cross join unnest(tags) as tag`,
      [organization.id],
    )
    const { list, counts } = harness.storage.conversationQueries
    for (const [tag, expected] of [
      ['often', MANY / 2],
      ['seldom', MANY / 1000],
    ] as const) {
      const filter = { ...NO_CONVERSATION_FILTER, tags: [tag] }
      const query = { filter, assignee: { type: 'all' }, sort: 'last_activity_at_desc', page: 1 } as const
      const found = await list(organization.id, { ...query, perPage: 25 })
      expect(found).toHaveLength(Math.min(25, expected))
      expect(
        found.every(({ conversation }) => conversation.tags.some((one) => one.toLowerCase() === tag)),
      ).toBe(true)
      expect((await counts(organization.id, filter, owner.id)).all).toBe(expected)
    }
  })
})

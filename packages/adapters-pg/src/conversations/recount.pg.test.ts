import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { NO_FILTER } from '@parlance/core'
import { seedOrganization, startConversation } from '@parlance/core/testing'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { recountConversations } from './recount.ts'

describe('counting conversations anew', () => {
  let harness: TestStorage
  beforeAll(async () => {
    harness = await openTestStorage('postgres')
  }, 60_000)
  afterAll(() => harness.close())

  it('puts right what was written past the program, in every organization', async () => {
    const all = [await seedOrganization(harness), await seedOrganization(harness)]
    for (const seeded of all) await startConversation(harness, seeded, { tags: ['vip'] })
    const { pool } = harness.database
    await pool.query(
      `update conversations set status = 'resolved', tags = array['Late'], holder_type = 'member', holder_id = members.id
       from members
       where members.organization_id = conversations.organization_id and members.role = 'owner'
         and conversations.number = 2`,
    )
    const { counts } = harness.storage.conversationQueries
    const countsOf = async ({ organization, owner }: (typeof all)[number]) => ({
      resolved: await counts(organization.id, { ...NO_FILTER, status: 'resolved' }, owner.id),
      open: (await counts(organization.id, { ...NO_FILTER, status: 'open' }, null)).all,
      late: (await counts(organization.id, { ...NO_FILTER, tags: ['late'] }, null)).all,
      vip: (await counts(organization.id, { ...NO_FILTER, tags: ['vip'] }, null)).all,
    })
    const before = await Promise.all(all.map(countsOf))
    expect(before.map(({ open, late }) => [open, late])).toEqual([
      [2, 0],
      [2, 0],
    ])
    expect(await recountConversations(pool)).toBe(2)
    const resolved = { mine: 1, assigned: 1, unassigned: 0, all: 1 }
    const right = { resolved, open: 1, late: 1, vip: 0 }
    expect(await Promise.all(all.map(countsOf))).toEqual([right, right])
    for (const seeded of all) await startConversation(harness, seeded, {})
    expect((await Promise.all(all.map(countsOf))).map(({ open }) => open)).toEqual([2, 2])
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEntryOf, type OrganizationId } from '@parlance/core'
import { seedOrganization } from '@parlance/core/testing'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { asLogin, forOrganization } from '../kernel/lend.ts'

const CHANGES = [
  ['an update', "update audit_entries set action = 'nothing'"],
  ['an update that finds no row', 'update audit_entries set action = action where false'],
  ['a delete', 'delete from audit_entries'],
  ['emptying', 'truncate audit_entries'],
  ['taking its guard away', 'drop trigger audit_entries_are_appended_only on audit_entries'],
] as const

describe.each(['embedded', 'postgres'] as const)('the audit log on %s', (kind) => {
  let harness: TestStorage
  let organizationId: OrganizationId
  beforeAll(async () => {
    harness = await openTestStorage(kind)
    organizationId = (await seedOrganization(harness)).organization.id
    await harness.storage.auditStore.append(organizationId, [anEntry()])
  }, 60_000)
  afterAll(() => harness.close())

  const anEntry = (occurredAt = harness.world.clock.now()) => ({
    ...auditEntryOf(harness.world, { organizationId, actor: { type: 'system' }, action: 'test.done' }),
    occurredAt,
  })

  const first = () => harness.storage.auditStore.list(organizationId, { filter: {}, after: null, limit: 1 })

  it.each(CHANGES)('refuses %s to the role that the program works as', async (_title, statement) => {
    const before = await first()
    const { client } = await forOrganization(harness.database.pool, organizationId)
    try {
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/)
    } finally {
      client.release()
    }
    expect(await first()).toEqual(before)
  })

  it.each(CHANGES.slice(0, 4))('refuses %s to the owner of the table too', async (_title, statement) => {
    const before = await first()
    const { client } = await asLogin(harness.database.pool)
    try {
      await expect(client.query(statement)).rejects.toThrow('only ever appended to')
    } finally {
      client.release()
    }
    expect(await first()).toEqual(before)
  })

  it('is read by an index, however deep', async () => {
    const { auditStore } = harness.storage
    const now = harness.world.clock.now()
    for (let portion = 0; portion < 20; portion += 1) {
      const entries = Array.from({ length: 250 }, (_, at) => anEntry(now - portion * 250 - at))
      await auditStore.append(organizationId, entries)
    }
    const { client } = await asLogin(harness.database.pool)
    try {
      await client.query('analyze audit_entries')
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select * from audit_entries
         where organization_id = $1 and (occurred_at, id) < ($2::timestamptz, $3::uuid)
         order by occurred_at desc, id desc limit 50`,
        [organizationId, new Date(now - 4_000).toISOString(), harness.world.ids.next()],
      )
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan).toContain('audit_entries_by_time')
      expect(plan).not.toContain('Sort')
    } finally {
      client.release()
    }
  })
})

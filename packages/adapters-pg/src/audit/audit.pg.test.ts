import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEntryOf } from '@parlance/core'
import { seedOrganization } from '@parlance/core/testing'
import { openTestStorage } from '../../testing/open-test-storage.ts'
import { upkeep } from '../kernel/upkeep.ts'

describe.each(['embedded', 'postgres'] as const)('the audit log on %s', (kind) => {
  let harness: Awaited<ReturnType<typeof openTestStorage>>
  beforeAll(async () => {
    harness = await openTestStorage(kind)
  }, 60_000)
  afterAll(() => harness.close())

  it.each([
    ['an update', "update audit_entries set action = 'nothing'"],
    ['an update that finds no row', 'update audit_entries set action = action where false'],
    ['a delete', 'delete from audit_entries'],
    ['emptying', 'truncate audit_entries'],
  ])('refuses %s, also to the owner of the table', async (_title, statement) => {
    const { organization } = await seedOrganization(harness)
    const entry = auditEntryOf(harness.world, {
      organizationId: organization.id,
      actor: { type: 'system' },
      action: 'test.done',
    })
    await harness.storage.auditStore.append(organization.id, [entry])
    await expect(upkeep(harness.database.pool, statement)).rejects.toThrow('only ever appended to')
    const kept = await harness.storage.auditStore.list(organization.id, {
      filter: {},
      after: null,
      limit: 10,
    })
    expect(kept).toEqual([entry])
  })
})

import { describe, expect, it } from '@jest/globals'
import { createTestWorld } from '../../testing/index.ts'
import { type AuditEntry, auditEntryOf, type OrganizationId } from '../kernel/index.ts'
import { AUDIT_BUFFER, createAuditBuffer } from './audit-buffer.ts'

const world = createTestWorld()
const here: OrganizationId = world.ids.next()
const there: OrganizationId = world.ids.next()
const anEntry = (organizationId = here) =>
  auditEntryOf(world, { organizationId, actor: { type: 'system' }, action: 'test.done' })

/** A store that fails as often as it is told to, and can be held. */
const aStore = (failures = 0) => {
  const written: AuditEntry[][] = []
  let left = failures
  let held: Promise<void> = Promise.resolve()
  return {
    written,
    hold: () => {
      let release = (): void => undefined
      held = new Promise((resolve) => {
        release = resolve
      })
      return () => release()
    },
    append: async (_organizationId: OrganizationId, entries: readonly AuditEntry[]) => {
      await held
      left -= 1
      if (left >= 0) throw new Error('Out of order')
      written.push([...entries])
    },
  }
}

describe('entries without a transaction', () => {
  it('are written soon after, each in the log of its organization', async () => {
    const store = aStore()
    const buffer = createAuditBuffer({ auditStore: store })
    const entries = [anEntry(), anEntry(there), anEntry()]
    for (const entry of entries) buffer.append(entry)
    await buffer.flush()
    expect(store.written.flat().length).toBe(3)
    for (const portion of store.written)
      expect(new Set(portion.map(({ organizationId }) => organizationId)).size).toBe(1)
    await buffer.flush()
    expect(store.written.flat()).toEqual(expect.arrayContaining(entries))
  })

  it('are written many at a time while others are under way', async () => {
    const store = aStore()
    const release = store.hold()
    const buffer = createAuditBuffer({ auditStore: store })
    for (let one = 0; one < 100; one += 1) buffer.append(anEntry())
    release()
    await buffer.flush()
    expect(store.written.flat().length).toBe(100)
    expect(store.written.length).toBeLessThan(5)
  })

  it('are tried twice, and what is lost is told', async () => {
    const lost: AuditEntry[] = []
    const store = aStore(1)
    const buffer = createAuditBuffer({
      auditStore: store,
      onAuditLost: (_error, entries) => lost.push(...entries),
    })
    buffer.append(anEntry())
    await buffer.flush()
    expect([store.written.flat().length, lost.length]).toEqual([1, 0])
    const broken = aStore(2)
    const other = createAuditBuffer({
      auditStore: broken,
      onAuditLost: (_error, entries) => lost.push(...entries),
    })
    other.append(anEntry())
    await other.flush()
    expect([broken.written.length, lost.length]).toEqual([0, 1])
    other.append(anEntry())
    await other.flush()
    expect(broken.written.length).toBe(1)
  })

  it('are lost when too many wait, and nobody waits for them', async () => {
    const lost: AuditEntry[] = []
    const store = aStore()
    const release = store.hold()
    const buffer = createAuditBuffer({
      auditStore: store,
      onAuditLost: (_error, entries) => lost.push(...entries),
    })
    // The first is being written already.
    for (let one = 0; one < AUDIT_BUFFER + 11; one += 1) buffer.append(anEntry())
    expect(lost.length).toBe(10)
    release()
    await buffer.flush()
    expect(store.written.flat().length).toBe(AUDIT_BUFFER + 1)
  })
})

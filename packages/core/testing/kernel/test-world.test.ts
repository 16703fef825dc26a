import { describe, expect, it } from '@jest/globals'
import { START } from './stopped-clock.ts'
import { createTestWorld } from './test-world.ts'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('a test world', () => {
  it('stands still until it is moved', () => {
    const { clock } = createTestWorld()
    expect(new Date(clock.now()).toISOString()).toBe('2026-01-05T09:00:00.000Z')
    clock.advance(1_500)
    expect(clock.now()).toBe(START + 1_500)
    clock.set(5)
    expect(clock.now()).toBe(5)
    expect(createTestWorld({ start: 7 }).clock.now()).toBe(7)
  })

  it('counts its ids, which are ordered and look like UUIDv7', () => {
    const { ids } = createTestWorld()
    const made = Array.from({ length: 1_001 }, () => ids.next())
    expect(made[0]).toBe('00000000-0000-7000-8000-000000000001')
    expect(made.every((id) => UUID_V7.test(id))).toBe(true)
    expect(made.toSorted()).toEqual(made)
    expect(createTestWorld({ idsAfter: 1_000 }).ids.next()).toBe(made[1_000])
  })
})

import { describe, expect, it } from '@jest/globals'
import { createTestWorld } from '../../testing/index.ts'
import type { OrganizationId } from '../kernel/index.ts'
import { readPlace, writePlace } from './audit-place.ts'

const { ids, secrets, clock } = createTestWorld()
const here: OrganizationId = ids.next()
const place = { occurredAt: clock.now(), id: ids.next<'audit_entry'>() }

describe('a place in the audit log', () => {
  const text = writePlace(here, place, secrets)

  it('is read as it was written', () => {
    expect(readPlace(here, text, secrets)).toEqual(place)
  })

  it('is none when any of it was changed, or in another organization', () => {
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === '0' ? '1' : '0'
      expect(readPlace(here, text.slice(0, at) + other + text.slice(at + 1), secrets)).toBeNull()
    }
    for (const other of ['', 'x', `${text}0`, text.slice(1)])
      expect(readPlace(here, other, secrets)).toBeNull()
    expect(readPlace(ids.next(), text, secrets)).toBeNull()
  })
})

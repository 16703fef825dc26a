import { describe, expect, it } from '@jest/globals'
import { aMember, fixtureId, START } from '../../testing/index.ts'
import type { Member } from '../access/index.ts'
import type { Candidate } from '../conversations/index.ts'
import { whoseTurn } from './whose-turn.ts'

const candidate = (
  number: number,
  lastAssignedAt: number | null = null,
  overrides: Partial<Member> = {},
): Candidate => ({
  member: aMember({ id: fixtureId(10 + number), number, ...overrides }),
  lastAssignedAt,
  held: 0,
  teamIds: [],
})

const turnOf = (...candidates: readonly Candidate[]) => whoseTurn(candidates, new Set())?.number ?? null

describe('whose turn it is', () => {
  it('is nobody’s where nobody is', () => {
    expect(turnOf()).toBeNull()
  })

  it('is that of whoever has waited longest, and of those who never had one before all', () => {
    expect(turnOf(candidate(1, START + 2), candidate(2, START + 1))).toBe(2)
    expect(turnOf(candidate(1, START), candidate(2, null))).toBe(2)
    expect(turnOf(candidate(2), candidate(1))).toBe(1)
  })

  it('goes round: as each gets one, the next is another', () => {
    const last = new Map<number, number>()
    const turns = [1, 2, 3, 4, 5, 6].map((at) => {
      const turn = turnOf(...[1, 2, 3].map((number) => candidate(number, last.get(number) ?? null)))
      last.set(turn ?? 0, START + at)
      return turn
    })
    expect(turns).toEqual([1, 2, 3, 1, 2, 3])
  })

  it('is that of members who are certainly online before those who may be', () => {
    expect(turnOf(candidate(1, null, { autoOffline: true }), candidate(2, START))).toBe(2)
    expect(turnOf(candidate(1, null, { autoOffline: true }))).toBe(1)
  })

  it('counts members as online while they are connected', () => {
    const members = [1, 2, 3].map((number) => candidate(number, null, { autoOffline: true }))
    expect(whoseTurn(members, new Set([2]))?.number).toBe(2)
    const away = candidate(4, null, { autoOffline: true, availability: 'offline' })
    expect(whoseTurn([away], new Set([4]))).toBeNull()
  })

  it('is never that of the busy or the offline', () => {
    expect(turnOf(candidate(1, null, { availability: 'busy' }))).toBeNull()
    expect(turnOf(candidate(1, null, { availability: 'offline' }))).toBeNull()
  })
})

import type { Member } from '../access/index.ts'
import type { Candidate } from './assignment-queries.ts'

/** Smaller goes first; null takes no work. */
const rank = ({ availability, autoOffline }: Member): number | null => {
  if (availability !== 'online') return null
  // Without auto-offline a member is online for as long as it says so; otherwise it only might be.
  return autoOffline ? 1 : 0
}

/**
 * Whose turn it is to get a conversation: members who are certainly online first, then those who may be, and among equals
 * whoever has waited longest since the last one. Busy and offline members get none.
 */
export const whoseTurn = (candidates: readonly Candidate[]): Member | null => {
  const able = candidates.flatMap((candidate) => {
    const ranked = rank(candidate.member)
    return ranked === null ? [] : [{ ...candidate, rank: ranked }]
  })
  able.sort(
    (left, right) =>
      left.rank - right.rank ||
      (left.lastAssignedAt ?? 0) - (right.lastAssignedAt ?? 0) ||
      left.member.number - right.member.number,
  )
  return able[0]?.member ?? null
}

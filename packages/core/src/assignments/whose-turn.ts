import type { Member } from '../access/index.ts'
import type { Candidate } from '../conversations/index.ts'

/** The numbers of members who are connected at this moment. */
export type Connected = ReadonlySet<number>

/** Smaller goes first; null takes no work. */
const rank = ({ availability, autoOffline, number }: Member, connected: Connected): number | null => {
  if (availability !== 'online') return null
  // Without auto-offline a member is online for as long as it says so; otherwise while it is connected, and else it only
  // might be: whoever works through the API alone is never connected.
  return autoOffline && !connected.has(number) ? 1 : 0
}

/**
 * Whose turn it is to get a conversation: members who are certainly online first, then those who may be, and among equals
 * whoever has waited longest since the last one. Busy and offline members get none.
 */
export const whoseTurn = (candidates: readonly Candidate[], connected: Connected): Member | null => {
  const able = candidates.flatMap((candidate) => {
    const ranked = rank(candidate.member, connected)
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

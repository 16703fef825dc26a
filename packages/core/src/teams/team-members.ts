import { audited, type Forbidden, type Member, permit } from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type MemberId,
  ok,
  once,
} from '../kernel/index.ts'
import type { ChangeTeamPorts } from './change-team.ts'
import type { TeamNotFound, UnknownTeamMembers } from './team-errors.ts'
import { type TeamKeeper, teamEvent } from './team-event.ts'

export type TeamMembersError = Forbidden | TeamNotFound | UnknownTeamMembers | IdempotencyKeyReused

/** How a set of members becomes another, and whom of those that were named the answer shows. */
interface MembersChange {
  readonly added: (before: readonly MemberId[], named: readonly MemberId[]) => readonly MemberId[]
  readonly removed: (before: readonly MemberId[], named: readonly MemberId[]) => readonly MemberId[]
  readonly answers: 'added' | 'named'
}

const others = (ids: readonly MemberId[], than: readonly MemberId[]) => ids.filter((id) => !than.includes(id))

/** Those that are named become members; the answer has those that were none before. */
export const joining: MembersChange = {
  added: (before, named) => others(named, before),
  removed: () => [],
  answers: 'added',
}

/** Those that are named are the members from now on. */
export const being: MembersChange = {
  added: (before, named) => others(named, before),
  removed: (before, named) => others(before, named),
  answers: 'named',
}

/** Those that are named are members no longer. */
export const leaving: MembersChange = {
  added: () => [],
  removed: (before, named) => before.filter((id) => named.includes(id)),
  answers: 'named',
}

/**
 * Changes who belongs to a team, by member numbers; a number of nobody is refused. Conversations that somebody who leaves
 * holds stay with it: they are given to another one when they open again.
 */
export const changeTeamMembers =
  (ports: ChangeTeamPorts, change: MembersChange) =>
  async (
    principal: TeamKeeper,
    asked: { readonly teamNumber: number; readonly memberNumbers: readonly number[] },
    options: CallOptions = {},
  ): Promise<Answer<readonly Member[], TeamMembersError>> => {
    const permitted = permit(principal, 'teams:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const team = await tx.teams.findByNumber(asked.teamNumber)
        if (!team) return err({ code: 'team/not-found' })
        const named = await tx.members.findByNumbers(asked.memberNumbers)
        if (named.length < new Set(asked.memberNumbers).size) return err({ code: 'team/unknown-members' })
        const namedIds = named.map(({ id }) => id)
        const before = await tx.teams.memberIds(team.id)
        const added = change.added(before, namedIds)
        const removed = change.removed(before, namedIds)
        await tx.teams.addMembers(team.id, added)
        await tx.teams.removeMembers(team.id, removed)
        if (added.length + removed.length > 0) {
          const data = { teamId: team.id, added, removed }
          await tx.events.record([teamEvent(ports, principal, { type: 'team.members-changed', data })])
          const subject = { type: 'team', id: team.id }
          const news = { action: 'team.members-changed', subject, after: { added, removed } }
          await tx.audit.record(audited(ports, { principal, ...options }, news))
        }
        return ok(change.answers === 'added' ? named.filter(({ id }) => added.includes(id)) : named)
      }),
    )
  }

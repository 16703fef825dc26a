import { type Forbidden, type MemberStore, permit } from '../access/index.ts'
import {
  type Answer,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type Result,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { NewTeam, Team } from './team.ts'
import type { TeamNotFound, TooManyTeams } from './team-errors.ts'
import { type TeamKeeper, teamEvent } from './team-event.ts'
import { TEAM_DEFAULTS, type TeamChanges, teamAfter, teamProblems } from './team-settings.ts'
import type { TeamStore } from './team-store.ts'

/** The most teams an organization may have. */
export const MOST_TEAMS = 1_000

/** From how many conversations a team that goes is taken in one transaction. */
const PORTION = 500

export interface ChangeTeamPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly teams: TeamStore
    readonly members: MemberStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly clock: Clock
  readonly ids: IdSource
}

const NAME_TAKEN = validationFailed({ field: 'name', problem: 'taken' })

/** Makes a team without members. */
export const createTeam =
  (ports: ChangeTeamPorts) =>
  async (
    principal: TeamKeeper,
    input: TeamChanges,
    options: CallOptions = {},
  ): Promise<Answer<Team, Forbidden | TooManyTeams | ValidationFailed | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'teams:write')
    if (!permitted.ok) return permitted
    const settings = teamAfter(TEAM_DEFAULTS, input)
    const problems = teamProblems(settings)
    if (problems.length > 0) return err(validationFailed(...problems))
    const now = ports.clock.now()
    const draft: NewTeam = {
      ...settings,
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      createdAt: now,
      updatedAt: now,
    }
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.teams.count()) >= MOST_TEAMS) return err({ code: 'team/too-many', limit: MOST_TEAMS })
        const team = await tx.teams.insert(draft)
        if (!team) return err(NAME_TAKEN)
        await tx.events.record([teamEvent(ports, principal, { type: 'team.created', data: { team } })])
        return ok(team)
      }),
    )
  }

/** Changes a team's settings. */
export const updateTeam =
  (ports: ChangeTeamPorts) =>
  async (
    principal: TeamKeeper,
    number: number,
    changes: TeamChanges,
  ): Promise<Result<Team, Forbidden | TeamNotFound | ValidationFailed>> => {
    const permitted = permit(principal, 'teams:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.teams.findByNumber(number)
      if (!before) return err({ code: 'team/not-found' })
      const settings = teamAfter(before, changes)
      const problems = teamProblems(settings)
      if (problems.length > 0) return err(validationFailed(...problems))
      const team: Team = { ...before, ...settings, updatedAt: ports.clock.now() }
      if (!(await tx.teams.update(team))) return err(NAME_TAKEN)
      await tx.events.record([teamEvent(ports, principal, { type: 'team.updated', data: { team } })])
      return ok(team)
    })
  }

/** Removes a team. Conversations that were left to it are left to none, and whoever holds one goes on holding it. */
export const removeTeam =
  (ports: ChangeTeamPorts) =>
  async (principal: TeamKeeper, number: number): Promise<Result<null, Forbidden | TeamNotFound>> => {
    const permitted = permit(principal, 'teams:write')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    // In portions, so that a team with many conversations does not hold them all at once.
    for (let left = PORTION; left === PORTION; ) {
      const portion = await ports.unitOfWork.run(organizationId, async (tx) => {
        const team = await tx.teams.findByNumber(number)
        return ok(team ? await tx.teams.leaveConversations(team.id, PORTION) : 0)
      })
      left = portion.ok ? portion.value : 0
    }
    return ports.unitOfWork.run(organizationId, async (tx) => {
      const team = await tx.teams.findByNumber(number)
      if (!team) return err({ code: 'team/not-found' })
      await tx.teams.remove(team.id)
      await tx.events.record([teamEvent(ports, principal, { type: 'team.removed', data: { team } })])
      return ok(null)
    })
  }

import { describe, expect, it } from '@jest/globals'
import {
  aConversation,
  aConversationState,
  aMember,
  anAssignment,
  anInbox,
  aTeam,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { Candidate, ConversationState, TurnState } from '../conversations/index.ts'
import { policyOf } from '../inboxes/index.ts'
import { decideAutoAssign } from './decide-auto-assign.ts'

const ada = aMember()
const bea = aMember({ id: fixtureId(12), number: 2, name: 'Bea' })
const team = aTeam()

const candidate = (overrides: Partial<Candidate> = {}): Candidate => ({
  member: bea,
  lastAssignedAt: null,
  held: 0,
  teamIds: [],
  ...overrides,
})

const turn = (
  overrides: Partial<ConversationState> = {},
  candidates: readonly Candidate[] = [candidate()],
): TurnState => ({ ...aConversationState(overrides), candidates })

const given = (state: TurnState): string | null => {
  const decided = decideAutoAssign(state, {
    principal: { type: 'system', organizationId: fixtureId(1) },
    connected: new Set(),
    ids: { assignment: fixtureId(62), activity: fixtureId(901) },
    now: START + 1_000,
  })
  if (!decided.ok) throw new Error(decided.error.code)
  for (const fact of decided.value.facts)
    if (fact.type === 'assignment.made') return fact.assignee?.name ?? null
  expect(decided.value.facts).toEqual([])
  return null
}

describe('automatic assignment', () => {
  it('gives an open conversation that nobody holds', () => {
    expect(given(turn())).toBe('Bea')
  })

  it('takes it from a member who left the inbox, and from nobody else', () => {
    const held = { assignment: anAssignment(), assignee: ada }
    expect(given(turn(held))).toBe('Bea')
    expect(given(turn(held, [candidate(), candidate({ member: ada })]))).toBeNull()
    const holder = { type: 'agent_identity', id: fixtureId<'agent_identity'>(12) } as const
    expect(given(turn({ assignment: anAssignment({ holder }) }))).toBeNull()
  })

  it.each([
    ['that is not open', turn({ conversation: aConversation({ status: 'pending' }) })],
    [
      'of an inbox that does not want it',
      turn({ inbox: policyOf(anInbox({ enableAutoAssignment: false })) }),
    ],
    ['that nobody can take', turn({}, [])],
    [
      'of a team that gives out nothing',
      turn({ team: aTeam({ allowAutoAssign: false }) }, [candidate({ teamIds: [team.id] })]),
    ],
    ['of a team with nobody in the inbox', turn({ team })],
  ])('leaves a conversation %s', (_which, state) => {
    expect(given(state)).toBeNull()
  })

  it('gives what is left to a team to its members', () => {
    const candidates = [candidate(), candidate({ member: ada, lastAssignedAt: START, teamIds: [team.id] })]
    expect(given(turn({ team }, candidates))).toBe('Ada')
  })

  it('gives nobody more than the inbox allows', () => {
    const inbox = (limit: unknown) =>
      policyOf(anInbox({ autoAssignmentConfig: { max_assignment_limit: limit as number } }))
    const candidates = [candidate({ held: 2 }), candidate({ member: ada, lastAssignedAt: START, held: 1 })]
    expect(given(turn({ inbox: inbox(2) }, candidates))).toBe('Ada')
    expect(given(turn({ inbox: inbox('1') }, candidates))).toBeNull()
    for (const none of [null, 0, -1, 1.5, 'many', true])
      expect(given(turn({ inbox: inbox(none) }, candidates))).toBe('Bea')
  })
})

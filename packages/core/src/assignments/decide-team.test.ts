import { describe, expect, it } from '@jest/globals'
import {
  aConversationState,
  aMember,
  anAssignment,
  asPrincipal,
  aTeam,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { Member } from '../access/index.ts'
import type { ConversationState } from '../conversations/index.ts'
import type { Team } from '../teams/index.ts'
import { decideTeam } from './decide-team.ts'

const ada = aMember()
const bea = aMember({ id: fixtureId(12), number: 2, name: 'Bea' })
const boss = aMember({ id: fixtureId(13), number: 9, name: 'Boss', role: 'administrator' })
const sales = aTeam({ id: fixtureId(16), number: 4, name: 'sales' })
const keeping = aTeam({ allowAutoAssign: false })

const left = (overrides: Partial<ConversationState>, team: Team | null, members: readonly Member[] = []) => {
  const candidates = [bea].map((member) => ({ member, lastAssignedAt: null, held: 0, teamIds: [] }))
  const decided = decideTeam(
    { ...aConversationState(overrides), candidates },
    {
      principal: asPrincipal(boss),
      team: team && { team, memberIds: new Set(members.map(({ id }) => id)) },
      connected: new Set(),
      ids: { assignment: fixtureId(62), activity: fixtureId(901) },
      now: START + 1_000,
    },
  )
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

const told = (facts: ReturnType<typeof left>) =>
  facts.map((fact) => (fact.type === 'message.recorded' ? fact.message.content : fact.type))

const held = { assignment: anAssignment(), assignee: ada }

describe('leaving a conversation to a team', () => {
  it('gives it to a member of the team in the inbox, if the team allows it', () => {
    expect(told(left({}, sales, [bea]))).toEqual([
      'conversation.team-changed',
      'assignment.made',
      'Assigned to Bea via sales by Boss',
    ])
    expect(told(left({}, keeping, [bea]))).toEqual([
      'conversation.team-changed',
      'Assigned to support by Boss',
    ])
    expect(told(left({}, sales, [ada]))).toEqual(['conversation.team-changed', 'Assigned to sales by Boss'])
  })

  it('releases who holds it and is not in the team', () => {
    expect(told(left(held, keeping))).toEqual([
      'conversation.team-changed',
      'assignment.released',
      'Assigned to support by Boss',
    ])
    expect(told(left(held, sales, [bea]))).toEqual([
      'conversation.team-changed',
      'assignment.released',
      'assignment.made',
      'Assigned to Bea via sales by Boss',
    ])
  })

  it('leaves who is in the team, and an agent identity, with it', () => {
    const kept = ['conversation.team-changed', 'Assigned to sales by Boss']
    expect(told(left(held, sales, [ada, bea]))).toEqual(kept)
    const holder = { type: 'agent_identity', id: fixtureId<'agent_identity'>(12) } as const
    expect(told(left({ assignment: anAssignment({ holder }) }, sales, [bea]))).toEqual(kept)
  })

  it('takes it from its team, and leaves who holds it', () => {
    expect(told(left({ ...held, team: sales }, null))).toEqual([
      'conversation.team-changed',
      'Unassigned from sales by Boss',
    ])
  })

  it('does nothing for the team it has', () => {
    expect(left({ team: sales }, sales, [bea])).toEqual([])
    expect(left({}, null)).toEqual([])
  })
})

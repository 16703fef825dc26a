import { describe, expect, it } from '@jest/globals'
import {
  aConversationState,
  aMember,
  anAssignment,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { Member } from '../access/index.ts'
import type { ConversationState } from '../conversations/index.ts'
import { decideAssign } from './decide-assignment.ts'

const NOW = START + 1_000
const ada = aMember()
const bea = aMember({ id: fixtureId(12), number: 2, name: 'Bea' })
const held = aConversationState({ assignment: anAssignment(), assignee: ada })

const command = (member: Member | null) => ({
  principal: asPrincipal(bea, [fixtureId(21)]),
  member,
  ids: { assignment: fixtureId<'assignment'>(62), activity: fixtureId<'message'>(901) },
  now: NOW,
})

const factsOf = (state: ConversationState, member: Member | null) => {
  const decided = decideAssign(state, command(member))
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

describe('assigning', () => {
  it('makes an assignment and says so', () => {
    expect(factsOf(aConversationState(), ada)).toMatchObject([
      {
        type: 'assignment.made',
        assignee: ada,
        assignment: { id: fixtureId(62), status: 'active', holder: { type: 'member', id: ada.id } },
      },
      { message: { kind: 'activity', content: 'Assigned to Ada by Bea' } },
    ])
  })

  it('releases the assignment there was, and keeps it', () => {
    expect(factsOf(held, bea).slice(0, 2)).toMatchObject([
      {
        type: 'assignment.released',
        assignment: {
          id: anAssignment().id,
          status: 'released',
          assignedAt: START,
          releasedAt: NOW,
          releaseReason: 'reassigned',
        },
      },
      { type: 'assignment.made', assignment: { holder: { id: bea.id } } },
    ])
  })

  it('to nobody releases and makes none', () => {
    expect(factsOf(held, null).map(({ type }) => type)).toEqual(['assignment.released', 'message.recorded'])
  })

  it.each([
    ['whoever holds it', held, ada],
    ['nobody, when nobody holds it', aConversationState(), null],
  ])('to %s does nothing', (_whom, state, member) => {
    expect(factsOf(state, member)).toEqual([])
  })

  it('needs the inbox', () => {
    const stranger = { ...command(ada), principal: asPrincipal(bea, []) }
    expect(decideAssign(aConversationState(), stranger)).toMatchObject({
      error: { code: 'access/forbidden' },
    })
  })
})

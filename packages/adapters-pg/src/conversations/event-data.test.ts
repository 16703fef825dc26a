import { describe, expect, it } from '@jest/globals'
import { aConversationState, aSentMessage, fixtureId } from '@parlance/core/testing'
import { packEventData, unpackEventData } from './event-data.ts'

const roundTrip = (data: Parameters<typeof packEventData>[0]) => {
  const packed = packEventData(data)
  const kept = JSON.parse(JSON.stringify(packed)) as typeof packed
  return unpackEventData(kept.data, kept.messages)
}

describe('the data of an event', () => {
  it('come back as they were', () => {
    const note = aSentMessage({ id: fixtureId(72), private: true })
    const said = aSentMessage()
    const state = aConversationState({ recent: { last: note, lastNonActivity: note, lastPublic: said } })
    const data = { state, changes: { status: { previous: 'open', current: 'resolved' } }, message: note }
    expect(roundTrip(data)).toEqual(data)
  })

  it('come back as they were when nothing was said', () => {
    const data = { state: aConversationState(), changes: {}, message: null }
    expect(roundTrip(data)).toEqual(data)
  })

  it('name no organization, inbox or contact again that they hold already', () => {
    const state = aConversationState()
    const said = { ...aSentMessage(), sender: { type: 'contact', contact: state.contact } } as const
    const recent = { last: said, lastNonActivity: said, lastPublic: said }
    const text = JSON.stringify(packEventData({ state: { ...state, recent }, changes: {}, message: said }))
    for (const { id } of [state.organization, state.inbox, state.contact]) {
      expect(text.split(id)).toHaveLength(2)
    }
  })

  it('hold a message once, however many places show it', () => {
    const said = aSentMessage({ content: 'only once' })
    const state = aConversationState({ recent: { last: said, lastNonActivity: said, lastPublic: said } })
    const text = JSON.stringify(packEventData({ state, changes: {}, message: said }))
    expect(text.split('only once')).toHaveLength(2)
  })
})

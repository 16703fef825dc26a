import { describe, expect, it } from '@jest/globals'
import type { LoggedEvent } from '@parlance/core'
import { aConversationEvent, aConversationState } from '@parlance/core/testing'
import { createListeners } from './listeners.ts'

const state = aConversationState()
const event = aConversationEvent()
const logged: LoggedEvent = { cursor: '1', event }

const told = (listeners: ReturnType<typeof createListeners>, about: LoggedEvent = logged) => {
  for (const hear of listeners.of(about.event)) hear(about)
}

describe('listeners', () => {
  it('are those who listen to everything, and those whom an event concerns, each once', () => {
    const listeners = createListeners()
    const heard: string[] = []
    const as = (name: string) => () => {
      heard.push(name)
    }
    listeners.add(as('all'), null)
    listeners.add(as('both'), [state.contactPoint.id, state.contact.id])
    const leave = listeners.add(as('point'), [state.contactPoint.id])
    listeners.add(as('stranger'), ['somebody else'])
    told(listeners)
    expect(heard).toEqual(['all', 'both', 'point'])
    expect(listeners.count()).toBe(4)
    leave()
    leave()
    expect(listeners.count()).toBe(3)
    told(listeners)
    expect(heard.filter((name) => name === 'point')).toHaveLength(1)
  })

  it('are all of them for an event that may concern anybody', () => {
    const listeners = createListeners()
    const heard: string[] = []
    listeners.add(() => heard.push('contact'), ['somebody'])
    const about: LoggedEvent = {
      cursor: '1',
      event: { ...event, aggregate: { type: 'inbox', id: 'inbox' }, data: {} },
    }
    told(listeners, about)
    expect(heard).toEqual(['contact'])
  })
})

import { beforeEach, describe, expect, it } from '@jest/globals'
import { aConversationState } from '@parlance/core/testing'
import { keepStates } from './keep-states.ts'
import { emptyLedger, type Ledger } from './ledger.ts'
import { createStateCache, type StateCache } from './state-cache.ts'
import { rowOf, rowsOf, type VersionedState } from './state-versions.ts'

describe('what a committed batch led to', () => {
  const state = aConversationState()
  const { id, organizationId } = state.conversation
  const known: VersionedState = { state, rows: rowsOf(state).map((row) => ({ ...row, version: '7' })) }
  let cache: StateCache
  let ledger: Ledger

  beforeEach(() => {
    cache = createStateCache(10)
    cache.put(known)
    ledger = emptyLedger()
    ledger.conversations.set(id, state)
    ledger.written = { version: '8', numbers: [] }
  })

  const kept = () => {
    keepStates(cache, { ledger, before: new Map([[id, known]]) })
    return cache.get(organizationId, id)
  }

  it('is kept with the version that it was written in, and with those that its other rows had', () => {
    const { rows = [] } = kept() ?? {}
    expect(rowOf(rows, id)?.version).toBe('8')
    expect(rowOf(rows, state.inbox.id)?.version).toBe('7')
  })

  it('is not kept of a conversation that was removed', () => {
    ledger.removed.add(id)
    expect(kept()).toBeUndefined()
  })
})

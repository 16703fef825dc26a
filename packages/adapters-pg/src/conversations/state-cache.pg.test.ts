import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ConversationState } from '@parlance/core'
import { recordIn, say, seedOrganization } from '@parlance/core/testing'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

/*
 * What is written here by plain statements stands for what other processes, units of work and operators write: a rule
 * must be asked with it, although the storage knows the state from the change before.
 */
describe('a state that is known from the change before', () => {
  let test: TestStorage
  let state: ConversationState

  beforeEach(async () => {
    test = await openTestStorage('postgres')
    const { conversation } = await seedOrganization(test)
    state = conversation
    // Once to load it, and once to have it from the cache.
    await say(test, state)
    await say(test, state)
  })
  afterEach(async () => {
    await test.close()
  })

  /** The state with which a rule is asked last: what it says of an older one is forgotten. */
  const seen = async (): Promise<ConversationState> => {
    const states: ConversationState[] = []
    await recordIn(test, state.conversation, (given) => {
      states.push(given)
      return []
    })
    const current = states.at(-1)
    if (!current) throw new Error('The rule was not asked')
    return current
  }

  const write = (assignment: string, table: string, id: string, key = 'id') =>
    test.database.pool.query(`update ${table} set ${assignment} where organization_id = $1 and ${key} = $2`, [
      state.organization.id,
      id,
    ])

  it('is read again when its conversation was written', async () => {
    await write("priority = 'urgent'", 'conversations', state.conversation.id)
    expect((await seen()).conversation.priority).toBe('urgent')
  })

  it('is read again when its contact was written, though the contact itself writes on', async () => {
    await write('blocked = true', 'contacts', state.contact.id)
    await say(test, state)
    expect((await seen()).contact.blocked).toBe(true)
  })

  it('is read again when its contact point was written', async () => {
    await write('hmac_verified = true', 'contact_points', state.contactPoint.id)
    expect((await seen()).contactPoint.hmacVerified).toBe(true)
  })

  it('is read again when its inbox was written', async () => {
    await write("name = 'Renamed'", 'inboxes', state.inbox.id)
    expect((await seen()).inbox.name).toBe('Renamed')
  })

  it('is read again when its organization was written', async () => {
    await write("name = 'Renamed'", 'organizations', state.organization.id, 'organization_id')
    expect((await seen()).organization.name).toBe('Renamed')
  })

  it('is gone when its conversation is', async () => {
    const { pool } = test.database
    for (const table of ['messages', 'conversations']) {
      const key = table === 'messages' ? 'conversation_id' : 'id'
      await pool.query(`delete from ${table} where ${key} = $1`, [state.conversation.id])
    }
    const answer = await recordIn(test, state.conversation, () => [])
    expect(answer).toMatchObject({ ok: false, error: { code: 'conversation/not-found' } })
  })

  it('counts on from what others recorded', async () => {
    await write('last_seq = last_seq + 5', 'conversations', state.conversation.id)
    const before = state.conversation.lastSeq + 2
    expect((await say(test, state)).message.seq).toBe(before + 6)
  })

  it('is not what a change that failed would have made of it', async () => {
    const before = await seen()
    await expect(
      recordIn(test, state.conversation, () => {
        throw new Error('A rule broke')
      }),
    ).rejects.toThrow('A rule broke')
    expect(await seen()).toEqual(before)
  })

  it('is what a fresh look gives', async () => {
    const fresh = await test.storage.conversationQueries.find(state.organization.id, {
      id: state.conversation.id,
    })
    expect(await seen()).toEqual(fresh)
  })
})

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ConversationState } from '@parlance/core'
import {
  messageFact,
  recordIn,
  type Seeded,
  say,
  seedOrganization,
  startConversation,
  stateNow,
  until,
} from '@parlance/core/testing'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

describe('changes of conversations that are known', () => {
  let test: TestStorage
  let seeded: Seeded
  let state: ConversationState

  beforeEach(async () => {
    test = await openTestStorage('postgres')
    seeded = await seedOrganization(test)
    state = seeded.conversation
    await say(test, state)
  })
  afterEach(() => test.close())

  /** Runs `work` while somebody else writes the conversation, and has not committed yet; then they do. */
  const whileHeld = async (
    { conversation }: ConversationState,
    assignment: string,
    work: () => Promise<void>,
  ): Promise<void> => {
    const other = await test.database.pool.connect()
    try {
      await other.query('begin')
      await other.query(`update conversations set ${assignment} where organization_id = $1 and id = $2`, [
        conversation.organizationId,
        conversation.id,
      ])
      await work()
      await other.query('commit')
    } finally {
      other.release()
    }
  }

  it('are decided before anything is waited for, and once more when that was too early', async () => {
    const asked: (string | null)[] = []
    const write = () =>
      recordIn(test, state.conversation, (now) => {
        asked.push(now.conversation.priority)
        return [messageFact(test, now)]
      })
    let writing: Promise<unknown> = Promise.resolve()
    await whileHeld(state, "priority = 'urgent'", async () => {
      writing = write()
      await until('the rule is asked', async () => asked.length > 0)
    })
    expect(await writing).toMatchObject({ ok: true })
    expect(asked).toEqual([null, 'urgent'])
    const { conversation } = await stateNow(test, state.conversation)
    expect(conversation).toMatchObject({ priority: 'urgent', messageCount: 2, lastSeq: 3 })
  })

  it('are not doubted because a key was used before', async () => {
    const idempotency = { scope: 'route', key: 'key', fingerprint: 'same' }
    const once = () => recordIn(test, state.conversation, (now) => [messageFact(test, now)], { idempotency })
    expect(await once()).toMatchObject({ ok: true, replayed: false })
    expect(await once()).toMatchObject({ ok: true, replayed: true })
    let asked = 0
    let writing: Promise<unknown> = Promise.resolve()
    await whileHeld(state, "priority = 'urgent'", async () => {
      writing = recordIn(test, state.conversation, (now) => {
        asked += 1
        return [messageFact(test, now)]
      })
      await until('the rule is asked', async () => asked > 0)
    })
    await writing
    expect(asked).toBe(2)
  })

  it('are all decided again when one of them was decided too early, and written once', async () => {
    const free = await startConversation(test, seeded)
    await Promise.all([say(test, state), say(test, free)])
    let writing: Promise<unknown> = Promise.resolve()
    await whileHeld(state, "priority = 'urgent'", async () => {
      let asked = 0
      const write = (one: ConversationState) =>
        recordIn(test, one.conversation, (now) => {
          asked += 1
          return [messageFact(test, now)]
        })
      writing = Promise.all([write(state), write(free)])
      await until('the rules are asked', async () => asked === 2)
    })
    await writing
    const counts = [state, free].map(async ({ conversation }) => {
      const now = await stateNow(test, conversation)
      return now.conversation.messageCount
    })
    expect(await Promise.all(counts)).toEqual([3, 2])
  })

  it('are refused only by what is', async () => {
    await test.database.pool.query(
      'update contacts set blocked = true where organization_id = $1 and id = $2',
      [state.organization.id, state.contact.id],
    )
    const answer = await recordIn(test, state.conversation, (now) =>
      now.contact.blocked ? [messageFact(test, now)] : { code: 'test/refused' },
    )
    expect(answer).toMatchObject({ ok: true })
  })

  it('number their messages upwards, though numbers were taken before for others', async () => {
    const free = await startConversation(test, seeded)
    // The first looks and takes a number ahead for whoever is next; so does the second, with higher numbers.
    await say(test, state)
    const sent = [await say(test, free), await say(test, free), await say(test, free)]
    const numbers = sent.map(({ message }) => message.number)
    expect(numbers.toSorted((left, right) => left - right)).toEqual(numbers)
  })
})

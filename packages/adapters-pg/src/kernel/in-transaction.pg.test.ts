import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { recordIn, say, seedOrganization, stateNow } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

describe('a transaction that does not begin', () => {
  let test: TestStorage
  let other: TestStorage
  let failing = false

  beforeEach(async () => {
    failing = false
    test = await openTestStorage('postgres')
    other = anotherStorage(test)
    other.database.serving.on('connect', (client) => {
      const query = client.query
      const refusing = (...given: unknown[]): unknown =>
        Reflect.apply(query, client, failing && given[0] === 'begin' ? ['begin of nothing'] : given)
      Object.assign(client, { query: refusing })
    })
  })
  afterEach(async () => {
    await other.storage.close()
    await other.database.close()
    await test.close()
  })

  it('is not said to be refused where what was sent along may be written', async () => {
    const { conversation: state } = await seedOrganization(test)
    // Once to know it, and once to be sure that it is sent without a look.
    await say(other, state)
    await say(other, state)
    failing = true
    await expect(say(other, state)).rejects.toMatchObject({ code: 'storage/commit-unknown' })
    failing = false
    const { conversation } = await stateNow(test, state.conversation)
    expect(conversation.messageCount).toBeLessThanOrEqual(3)
    expect(await recordIn(other, state.conversation, () => [])).toMatchObject({ ok: true })
  })
})

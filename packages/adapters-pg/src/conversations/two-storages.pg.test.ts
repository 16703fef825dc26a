import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ConversationState, SentMessage } from '@parlance/core'
import { messageFact, recordIn, say, seedOrganization, startConversation } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

const NO_WINDOW = { before: null, after: 0, includeAfter: false, limit: 1_000, publicOnly: false }

describe('two processes on one database', () => {
  let one: TestStorage
  let other: TestStorage

  beforeEach(async () => {
    one = await openTestStorage('postgres')
    other = anotherStorage(one)
  })
  afterEach(async () => {
    await other.storage.close()
    await other.database.close()
    await one.close()
  })

  const messagesOf = async ({ conversation }: ConversationState) => {
    const sent = await one.storage.messageQueries.list(
      conversation.organizationId,
      conversation.id,
      NO_WINDOW,
    )
    return sent.map(({ message }) => message)
  }

  it('change one conversation by turns, and its seq has no gap', async () => {
    const { conversation } = await seedOrganization(one)
    const sides = Array.from({ length: 200 }, (_, at) => (at % 2 ? one : other))
    const sent = await Promise.all(
      sides.map(async (side, at): Promise<SentMessage> => {
        // Spread over turns of the event loop, so that many batches take turns and not two.
        await new Promise((resolve) => setTimeout(resolve, at % 40))
        return say(side, conversation)
      }),
    )
    const seqs = sent.map(({ message }) => message.seq).toSorted((left, right) => left - right)
    expect(seqs).toEqual(Array.from({ length: 200 }, (_, at) => at + 2))
    const kept = await messagesOf(conversation)
    expect(kept.map(({ seq }) => seq)).toEqual(seqs)
    const state = await one.storage.conversationQueries.find(conversation.organization.id, {
      id: conversation.conversation.id,
    })
    expect(state?.conversation).toMatchObject({ lastSeq: 201, messageCount: 200, unreadCount: 200 })
    expect(state?.recent.last?.message).toEqual(kept.at(-1))
  })

  it('number the conversations that they start at the same moment one after the other', async () => {
    const seeded = await seedOrganization(one)
    const started = await Promise.all(
      Array.from({ length: 60 }, (_, at) => startConversation(at % 2 ? one : other, seeded)),
    )
    const numbers = started.map(({ conversation }) => conversation.number).toSorted((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, at) => at + 2))
  })

  it('never wait for each other in a circle, whatever the order of their changes', async () => {
    const seeded = await seedOrganization(one)
    const states = await Promise.all(Array.from({ length: 12 }, () => startConversation(one, seeded)))
    const write = (side: TestStorage, order: readonly ConversationState[]) =>
      Promise.all(
        order.map((state) => recordIn(side, state.conversation, (current) => [messageFact(side, current)])),
      )
    for (let round = 0; round < 25; round += 1) {
      const answers = await Promise.all([write(one, states), write(other, states.toReversed())])
      expect(answers.flat().every(({ ok }) => ok)).toBe(true)
    }
    const { rows } = await one.database.pool.query<{ deadlocks: number }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    )
    expect(rows).toEqual([{ deadlocks: 0 }])
  })

  it('carry out a command with one idempotency key once', async () => {
    const { conversation } = await seedOrganization(one)
    const idempotency = { scope: 'route', key: 'key', fingerprint: 'same' }
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        recordIn(at % 2 ? one : other, conversation.conversation, (current) => [messageFact(one, current)], {
          idempotency,
        }),
      ),
    )
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1)
    expect(answers.filter((answer) => answer.ok && answer.replayed)).toHaveLength(39)
    expect(await messagesOf(conversation)).toHaveLength(1)
  })

  it('carry out one of two commands on different conversations with one key', async () => {
    const seeded = await seedOrganization(one)
    const states = await Promise.all([startConversation(one, seeded), startConversation(one, seeded)])
    const answers = await Promise.all(
      states.map((state, at) =>
        recordIn(at ? one : other, state.conversation, (current) => [messageFact(one, current)], {
          idempotency: { scope: 'route', key: 'key', fingerprint: `request ${at}` },
        }),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok)).toEqual([
      { ok: false, error: { code: 'idempotency/key-reused', key: 'key' } },
    ])
  })
})

import type { IdempotencyKey } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { seedOrganization } from '../seed.ts'
import { messageFact, startedFact } from './facts.ts'
import { REFUSED, type RecordOptions, recordIn, recordStartIn, stateNow } from './recording.ts'

const aKey = (overrides: Partial<IdempotencyKey> = {}): IdempotencyKey => ({
  scope: 'test',
  key: 'k-1',
  fingerprint: 'f-1',
  ...overrides,
})

type State = Parameters<typeof messageFact>[1]

const sayOnce = (given: Given, state: State, options: RecordOptions) =>
  recordIn(given, state.conversation, (now) => [messageFact(given, now)], options)

const messagesIn = async (given: Given, state: State) =>
  (await stateNow(given, state.conversation)).conversation.messageCount

const REUSED = { ok: false, error: { code: 'idempotency/key-reused', key: 'k-1' } }

/** What a key promises: the same request is carried out once. */
export const answeringOnce: Promises = {
  'stores the answer with the key: the same key answers the same and writes nothing': async (given) => {
    const { conversation } = await seedOrganization(given)
    const first = await sayOnce(given, conversation, { idempotency: aKey() })
    given.expect(first).toMatchObject({ ok: true, replayed: false })
    const again = await recordIn(
      given,
      conversation.conversation,
      () => {
        throw new Error('A stored answer asks no rule')
      },
      { idempotency: aKey() },
    )
    given.expect(again).toEqual({ ...first, replayed: true })
    given.expect(await messagesIn(given, conversation)).toBe(1)
  },

  'answers a repeated key as before, though the rule would refuse by now': async (given) => {
    const { conversation } = await seedOrganization(given)
    const first = await sayOnce(given, conversation, { idempotency: aKey() })
    await sayOnce(given, conversation, {})
    const again = await recordIn(given, conversation.conversation, () => REFUSED, { idempotency: aKey() })
    given.expect(again).toEqual({ ...first, replayed: true })
    given.expect(await messagesIn(given, conversation)).toBe(2)
  },

  '50 concurrent changes with one key write one message': async (given) => {
    const { conversation } = await seedOrganization(given)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => sayOnce(given, conversation, { idempotency: aKey() })),
    )
    const fresh = answers.filter((answer) => answer.ok && !answer.replayed)
    given.expect(fresh).toHaveLength(1)
    given.expect(answers.every(({ ok }) => ok)).toBe(true)
    const told = answers.map((answer) => answer.ok && answer.value.messages[0]?.message.id)
    given.expect(new Set(told).size).toBe(1)
    given.expect(await messagesIn(given, conversation)).toBe(1)
  },

  'refuses a key that was used for something else': async (given) => {
    const { conversation } = await seedOrganization(given)
    await sayOnce(given, conversation, { idempotency: aKey() })
    const reused = await sayOnce(given, conversation, { idempotency: aKey({ fingerprint: 'f-2' }) })
    given.expect(reused).toEqual(REUSED)
    given.expect(await messagesIn(given, conversation)).toBe(1)
  },

  'refuses one of two different requests that bring a key at the same moment': async (given) => {
    const { conversation } = await seedOrganization(given)
    const answers = await Promise.all(
      ['f-1', 'f-2'].map((fingerprint) =>
        sayOnce(given, conversation, { idempotency: aKey({ fingerprint }) }),
      ),
    )
    given.expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    given.expect(answers.find(({ ok }) => !ok)).toEqual(REUSED)
    given.expect(await messagesIn(given, conversation)).toBe(1)
  },

  'takes a key only for a change that was kept': async (given) => {
    const { conversation } = await seedOrganization(given)
    const idempotency = aKey()
    const refused = await recordIn(given, conversation.conversation, () => REFUSED, { idempotency })
    given.expect(refused).toEqual({ ok: false, error: REFUSED })
    await given
      .expect(
        recordIn(
          given,
          conversation.conversation,
          () => {
            throw new Error('This rule is broken')
          },
          { idempotency },
        ),
      )
      .rejects.toThrow('This rule is broken')
    const kept = await sayOnce(given, conversation, { idempotency: aKey({ fingerprint: 'f-2' }) })
    given.expect(kept).toMatchObject({ ok: true, replayed: false })
  },

  'keeps the key of a decision without facts': async (given) => {
    const { conversation } = await seedOrganization(given)
    const first = await recordIn(given, conversation.conversation, () => [], { idempotency: aKey() })
    const again = await sayOnce(given, conversation, { idempotency: aKey() })
    given.expect(again).toEqual({ ...first, replayed: true })
    given.expect(await messagesIn(given, conversation)).toBe(0)
  },

  'tells keys apart by their scope and by their organization': async (given) => {
    const seeded = await seedOrganization(given)
    const other = await seedOrganization(given)
    const answers = await Promise.all([
      sayOnce(given, seeded.conversation, { idempotency: aKey() }),
      sayOnce(given, seeded.conversation, { idempotency: aKey({ scope: 'another' }) }),
      sayOnce(given, other.conversation, { idempotency: aKey({ fingerprint: 'f-2' }) }),
    ])
    given.expect(answers.map((answer) => answer.ok && answer.replayed)).toEqual([false, false, false])
    given.expect(await messagesIn(given, seeded.conversation)).toBe(2)
    given.expect(await messagesIn(given, other.conversation)).toBe(1)
  },

  'one key starts one conversation': async (given) => {
    const seeded = await seedOrganization(given)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        recordStartIn(given, seeded, () => [startedFact(given, seeded)], { idempotency: aKey() }),
      ),
    )
    given.expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1)
    const told = answers.map((answer) => answer.ok && answer.value.state.conversation.number)
    given.expect(new Set(told)).toEqual(new Set([seeded.conversation.conversation.number + 1]))
    const reused = await recordStartIn(given, seeded, () => [startedFact(given, seeded)], {
      idempotency: aKey({ fingerprint: 'f-2' }),
    })
    given.expect(reused).toEqual(REUSED)
  },
}

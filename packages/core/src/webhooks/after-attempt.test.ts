import { describe, expect, it } from '@jest/globals'
import { fixtureId } from '../../testing/index.ts'
import { DAY, HOUR, SECOND } from '../kernel/index.ts'
import { afterAttempt, type FinishedAttempt } from './after-attempt.ts'

const now = 1_750_000_000_000
const since = now - 2 * DAY

const attempt = (given: Partial<FinishedAttempt>): FinishedAttempt => ({
  delivery: { attempts: 0 },
  endpoint: { failingSince: null, owner: { type: 'organization' }, format: 'channel' },
  responseStatus: 200,
  retryAfter: null,
  now,
  jitter: 0.5,
  ...given,
})

const retry = { type: 'retry', at: now + 5 * SECOND }
const delivered = { type: 'delivered' }
const failed = { type: 'failed' }
const healthy = { type: 'healthy' }
const failing = { type: 'failing', since: now }
const disabled = { type: 'disabled', at: now }

describe('after an attempt', () => {
  it.each([
    { when: '200', responseStatus: 200, outcome: delivered, endpoint: healthy },
    { when: '204', responseStatus: 204, outcome: delivered, endpoint: healthy },
    { when: '299', responseStatus: 299, outcome: delivered, endpoint: healthy },
    { when: '301', responseStatus: 301, outcome: retry, endpoint: failing },
    { when: '302', responseStatus: 302, outcome: retry, endpoint: failing },
    { when: '400', responseStatus: 400, outcome: retry, endpoint: failing },
    { when: '404', responseStatus: 404, outcome: retry, endpoint: failing },
    { when: '410', responseStatus: 410, outcome: failed, endpoint: disabled },
    { when: '429', responseStatus: 429, outcome: retry, endpoint: failing },
    { when: '500', responseStatus: 500, outcome: retry, endpoint: failing },
    { when: 'no answer', responseStatus: null, outcome: retry, endpoint: failing },
  ])('given a fresh delivery, when the receiver gives $when', ({ responseStatus, outcome, endpoint }) => {
    expect(afterAttempt(attempt({ responseStatus }))).toEqual({ outcome, endpoint })
  })

  it.each([
    { given: 'eight attempts', attempts: 8, outcome: { type: 'retry', at: now + 24 * HOUR } },
    { given: 'nine attempts', attempts: 9, outcome: failed },
    { given: 'more attempts than the schedule has', attempts: 30, outcome: failed },
  ])('given $given were made, when one more fails', ({ attempts, outcome }) => {
    const after = afterAttempt(attempt({ delivery: { attempts }, responseStatus: 503 }))
    expect(after).toEqual({ outcome, endpoint: failing })
  })

  it('given nine attempts were made, when the tenth goes well, the delivery is delivered', () => {
    expect(afterAttempt(attempt({ delivery: { attempts: 9 } })).outcome).toEqual(delivered)
  })

  it('waits for as long as the receiver asks', () => {
    const after = afterAttempt(attempt({ responseStatus: 429, retryAfter: HOUR }))
    expect(after.outcome).toEqual({ type: 'retry', at: now + HOUR })
  })

  it.each([
    { given: 'for two days', failingSince: since, endpoint: failing, outcome: retry },
    {
      given: 'for a moment less than five days',
      failingSince: now - 5 * DAY + 1,
      endpoint: failing,
      outcome: retry,
    },
    { given: 'for five days', failingSince: now - 5 * DAY, endpoint: disabled, outcome: failed },
  ])('given an endpoint failing $given, when it fails again', ({ failingSince, endpoint, outcome }) => {
    const after = afterAttempt(
      attempt({
        endpoint: { failingSince, owner: { type: 'organization' }, format: 'channel' },
        responseStatus: 500,
      }),
    )
    expect(after).toEqual({ outcome, endpoint })
  })

  it('given an endpoint failing for five days, when one delivery goes well, it is healthy again', () => {
    const after = afterAttempt(
      attempt({
        endpoint: { failingSince: now - 5 * DAY, owner: { type: 'organization' }, format: 'channel' },
      }),
    )
    expect(after).toEqual({ outcome: delivered, endpoint: healthy })
  })

  it('goes on telling what an agent identity subscribed to, however long it fails', () => {
    const owner = { type: 'agent_identity', agentIdentityId: fixtureId<'agent_identity'>(12) } as const
    for (const responseStatus of [500, 410]) {
      const after = afterAttempt(
        attempt({
          endpoint: { failingSince: now - 9 * DAY, owner, format: 'agent_messaging' },
          responseStatus,
        }),
      )
      expect(after).toEqual({ outcome: retry, endpoint: failing })
    }
  })

  it('gives up on an agent identity soon, and goes on telling it what comes next', () => {
    const owner = { type: 'agent_identity', agentIdentityId: fixtureId<'agent_identity'>(12) } as const
    const after = (attempts: number, given: Partial<FinishedAttempt> = {}) =>
      afterAttempt(
        attempt({
          delivery: { attempts },
          endpoint: { failingSince: now - 9 * DAY, owner, format: 'channel' },
          responseStatus: 500,
          retryAfter: HOUR,
          waits: [0, HOUR],
          ...given,
        }),
      )
    expect(after(0)).toEqual({
      outcome: { type: 'retry', at: now + 3 * SECOND },
      endpoint: { type: 'failing', since: now - 9 * DAY },
    })
    expect(after(3).outcome).toEqual(failed)
    expect(after(3, { responseStatus: 410 }).endpoint.type).toBe('failing')
    expect(after(3, { responseStatus: 200 }).outcome).toEqual(delivered)
  })

  it('tries six times in the support format, whatever the receiver answers, with waits that grow', () => {
    const endpoint = { failingSince: null, owner: { type: 'organization' }, format: 'support' } as const
    const after = (attempts: number, responseStatus: number | null = 500) =>
      afterAttempt(
        attempt({ delivery: { attempts }, endpoint, responseStatus, jitter: 0.5, waits: undefined }),
      ).outcome
    const waits = [0, 1, 2, 3, 4].map((attempts) => (after(attempts) as { readonly at: number }).at - now)
    expect(waits).toEqual([10, 60, 360, 2_160, 12_960].map((seconds) => seconds * SECOND))
    expect(after(0, 410)).toMatchObject({ type: 'retry' })
    expect(after(5)).toEqual(failed)
    expect(after(5, null)).toEqual(failed)
  })
})

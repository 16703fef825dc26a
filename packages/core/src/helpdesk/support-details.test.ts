import { describe, expect, it } from '@jest/globals'
import { SUPPORT_PRIORITIES, supportDetails, supportPriority, supportStatus } from './index.ts'
import { attributesOf, TO_PRIORITY } from './support-details.ts'

describe('the details of a conversation with support', () => {
  it('are what they were', () => {
    const details = { subject: 'Help', channel: 'callback', metadata: { deep: { list: [1] } } } as const
    expect(supportDetails({ additionalAttributes: attributesOf(details) })).toEqual(details)
  })

  it.each([
    {},
    { support: 'x' },
    { support: [1] },
    { support: { subject: 5, channel: 'fax', metadata: [1] } },
  ])('are sound whatever somebody else left there: %j', (additionalAttributes) => {
    expect(supportDetails({ additionalAttributes })).toEqual({ subject: '', channel: 'api', metadata: {} })
  })
})

describe('priorities and statuses', () => {
  it('come back as they went, and nothing is lost of what the domain has', () => {
    for (const priority of SUPPORT_PRIORITIES) expect(supportPriority(TO_PRIORITY[priority])).toBe(priority)
    expect(supportPriority(null)).toBe('normal')
    const status = (of: 'open' | 'pending' | 'snoozed' | 'resolved', closed = false) =>
      supportStatus({ status: of, additionalAttributes: closed ? { support_closed: true } : {} })
    expect([status('open'), status('pending'), status('snoozed'), status('resolved')]).toEqual([
      'open',
      'pending',
      'pending',
      'resolved',
    ])
    expect([status('resolved', true), status('open', true)]).toEqual(['closed', 'open'])
  })
})

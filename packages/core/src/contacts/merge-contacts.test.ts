import { describe, expect, it } from '@jest/globals'
import { NO_DETAILS } from './contact-details.ts'
import { mergedDetails } from './merge-contacts.ts'

describe('the details of two contacts that become one', () => {
  const base = {
    ...NO_DETAILS,
    name: 'Base',
    email: 'base@acme.test',
    additionalAttributes: { city: 'Wien', social: { left: 1, both: 'base' } },
    customAttributes: { plan: null, list: [1] },
    tags: ['vip', 'old'],
  }
  const mergee = {
    ...NO_DETAILS,
    name: 'Mergee',
    lastName: 'Merged',
    email: 'mergee@acme.test',
    phoneNumber: '+4930123456',
    identifier: 'mergee',
    blocked: true,
    additionalAttributes: { country: 'AT', social: { right: 2, both: 'mergee' } },
    customAttributes: { plan: 'gold', list: [2, 3] },
    type: 'customer' as const,
    tags: ['new', 'vip'],
  }

  it('are those of the base, with what it lacks from the mergee', () => {
    expect(mergedDetails(base, mergee)).toEqual({
      name: 'Base',
      middleName: '',
      lastName: 'Merged',
      email: 'base@acme.test',
      phoneNumber: '+4930123456',
      identifier: 'mergee',
      blocked: false,
      additionalAttributes: { city: 'Wien', country: 'AT', social: { left: 1, right: 2, both: 'base' } },
      customAttributes: { plan: null, list: [1] },
      type: 'customer',
      tags: ['vip', 'old', 'new'],
    })
  })

  it('never make less of the base', () => {
    expect(mergedDetails({ ...base, type: 'customer' }, { ...mergee, type: 'lead' }).type).toBe('customer')
    expect(mergedDetails(base, NO_DETAILS)).toEqual(base)
  })
})

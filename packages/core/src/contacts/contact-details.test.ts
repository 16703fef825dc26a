import { describe, expect, it } from '@jest/globals'
import { fixtureId } from '../../testing/index.ts'
import { mergeDeep, mergeShallow } from '../kernel/index.ts'
import {
  type ContactChanges,
  detailsAfter,
  detailsProblems,
  madeUpName,
  NO_DETAILS,
} from './contact-details.ts'

describe('changing details', () => {
  const grace = {
    ...NO_DETAILS,
    name: 'Grace',
    email: 'grace@acme.test',
    customAttributes: { a: { x: 1 }, b: 1 },
  }

  it('makes a lead of a visitor who can be reached, and nothing less again', () => {
    const typeAfter = (changes: ContactChanges, before = NO_DETAILS) =>
      detailsAfter(before, changes, mergeShallow).type
    expect(typeAfter({ name: 'Grace' })).toBe('visitor')
    expect(typeAfter({ email: 'grace@acme.test' })).toBe('lead')
    expect(typeAfter({ phoneNumber: '+4930123456' })).toBe('lead')
    expect(typeAfter({ additionalAttributes: { social_profile: 'grace' } })).toBe('lead')
    expect(typeAfter({ additionalAttributes: { social_profile: '', city: 'Wien' } })).toBe('visitor')
    expect(typeAfter({ email: null }, { ...NO_DETAILS, email: 'a@acme.test', type: 'lead' })).toBe('lead')
    expect(typeAfter({ email: 'a@acme.test' }, { ...NO_DETAILS, type: 'customer' })).toBe('customer')
  })

  it('keeps each tag once', () => {
    expect(detailsAfter(grace, { tags: ['vip', ' vip ', '', 'new'] }, mergeShallow).tags).toEqual([
      'vip',
      'new',
    ])
  })

  it('leaves what is not named, and clears with null or nothing', () => {
    expect(detailsAfter(grace, { phoneNumber: '+4930123456' }, mergeShallow)).toEqual({
      ...grace,
      phoneNumber: '+4930123456',
      type: 'lead',
    })
    expect(detailsAfter(grace, { email: null }, mergeShallow).email).toBeNull()
    expect(detailsAfter(grace, { email: '' }, mergeShallow).email).toBeNull()
  })

  it('keeps e-mail addresses in lower case', () => {
    expect(detailsAfter(grace, { email: ' Grace@Acme.TEST ' }, mergeShallow).email).toBe('grace@acme.test')
  })

  it('lays attributes on what is there, as deep as it is told', () => {
    const changes = { customAttributes: { a: { y: 2 } } }
    expect(detailsAfter(grace, changes, mergeShallow).customAttributes).toEqual({ a: { y: 2 }, b: 1 })
    expect(detailsAfter(grace, changes, mergeDeep).customAttributes).toEqual({ a: { x: 1, y: 2 }, b: 1 })
  })
})

describe('details that cannot be kept', () => {
  it.each([
    ['email', { email: 'nobody' }, 'invalid'],
    ['email', { email: 'a b@acme.test' }, 'invalid'],
    ['phoneNumber', { phoneNumber: '030 123' }, 'invalid'],
    ['phoneNumber', { phoneNumber: '+0123456' }, 'invalid'],
    ['phoneNumber', { phoneNumber: '+1234567890123456' }, 'invalid'],
    ['name', { name: 'x'.repeat(256) }, 'too_long'],
    ['identifier', { identifier: 'x'.repeat(256) }, 'too_long'],
  ])('name the field %s of %j', (field, details, problem) => {
    expect(detailsProblems({ ...NO_DETAILS, ...details })).toMatchObject([{ field, problem }])
  })

  it.each([
    [{ email: 'a+b@sub.acme.test' }],
    [{ phoneNumber: '+4915112345678' }],
    [{ name: 'x'.repeat(255) }],
  ])('are not %j', (details) => {
    expect(detailsProblems({ ...NO_DETAILS, ...details })).toEqual([])
  })
})

it('makes up the same name for the same id, and others for others', () => {
  expect(madeUpName(fixtureId(31))).toMatch(/^[a-z]+-[a-z]+-\d{1,3}$/)
  expect(madeUpName(fixtureId(31))).toBe(madeUpName(fixtureId(31)))
  expect(madeUpName(fixtureId(31))).not.toBe(madeUpName(fixtureId(32)))
})

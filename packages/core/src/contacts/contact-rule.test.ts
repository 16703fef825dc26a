import { describe, expect, it } from '@jest/globals'
import type { FilterMode } from '../access/index.ts'
import type { ContactRuleId } from '../kernel/index.ts'
import { type ContactRule, contactVerdict, isPhoneNumber } from './contact-rule.ts'

const id = 'rule' as ContactRuleId

const rule = (action: ContactRule['action'], status: ContactRule['status'] = 'active') => ({
  id,
  action,
  status,
})

describe('what the rules of an identity say of a number', () => {
  it.each<[FilterMode, ReturnType<typeof rule> | null, boolean, ContactRuleId | null]>([
    ['blacklist', null, true, null],
    ['blacklist', rule('allow'), true, null],
    ['blacklist', rule('block'), false, id],
    ['blacklist', rule('block', 'paused'), true, null],
    ['whitelist', null, false, null],
    ['whitelist', rule('allow'), true, null],
    ['whitelist', rule('allow', 'paused'), false, null],
    ['whitelist', rule('block'), false, id],
  ])('with a %s and %j: %s', (mode, said, allowed, ruleId) => {
    expect(contactVerdict(mode, said)).toEqual(allowed ? { allowed } : { allowed, ruleId })
  })
})

describe('a phone number', () => {
  it.each(['+15550001111', '+4915112345678', '+123456789012345'])('is %s', (text) => {
    expect(isPhoneNumber(text)).toBe(true)
  })

  it.each([
    '',
    '15550001111',
    '+05550001111',
    '+1 555 000 1111',
    '+1234567890123456',
    '+12345',
    '+1555000111x',
  ])('is not %j', (text) => {
    expect(isPhoneNumber(text)).toBe(false)
  })
})

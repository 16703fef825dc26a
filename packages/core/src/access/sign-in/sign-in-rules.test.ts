import { describe, expect, it } from '@jest/globals'
import { START, stoppedClock } from '../../../testing/kernel/stopped-clock.ts'
import { testSecrets } from '../../../testing/kernel/test-secrets.ts'
import { testCommonPasswords, testSignInKeys } from '../../../testing/kernel/test-sign-in.ts'
import { DAY, SECOND } from '../../kernel/index.ts'
import { type Attempts, LOCKOUT, MOST_FAILURES, nextAttempt } from './attempts.ts'
import { digitsOf } from './mailed-code.ts'
import { passwordProblems } from './password-rules.ts'
import { recoveryCode, shownRecoveryCode } from './second-factor.ts'
import { decideRefresh, isExpired, newSession, SESSION_IDLE, SESSION_LIFE } from './session.ts'
import { apiToken, readSessionToken, refreshToken } from './session-tokens.ts'

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}` as never

const session = newSession({ id: id(1), organizationId: id(2), memberId: id(3) }, START)

describe('a session', () => {
  it('goes on with its newest token, for 30 days more and 90 in all', () => {
    const later = START + DAY
    expect(decideRefresh(session, 1, later)).toEqual({
      type: 'goes-on',
      session: { ...session, generation: 2, rotatedAt: later, expiresAt: later + SESSION_IDLE },
    })
    const late = decideRefresh(session, 1, START + 80 * DAY)
    expect(late).toMatchObject({ session: { expiresAt: START + SESSION_LIFE } })
    expect([isExpired(session, session.expiresAt - 1), isExpired(session, session.expiresAt)]).toEqual([
      false,
      true,
    ])
  })

  it.each([
    ['the token before, at once', 2, 0, 'goes-on'],
    ['the token before, ten seconds later', 2, 10 * SECOND, 'goes-on'],
    ['the token before, later than that', 2, 10 * SECOND + 1, 'reused'],
    ['an older one', 1, 0, 'reused'],
    ['one that was never given', 4, 0, 'reused'],
  ])('meets %s', (_what, presented, after, type) => {
    const third = { ...session, generation: 3 }
    const decided = decideRefresh(third, presented, START + after)
    expect(decided.type).toBe(type)
    if (decided.type === 'goes-on') expect(decided.session).toEqual(third)
  })
})

describe('the tokens of a session', () => {
  const { vault } = testSignInKeys(testSecrets(), stoppedClock())

  it('say what they were made for, and nothing else', async () => {
    const refresh = await refreshToken(vault, { ...session, generation: 40 })
    const claim = { organizationId: session.organizationId, sessionId: session.id }
    expect(await readSessionToken(vault, 'refresh', refresh)).toEqual({ ...claim, generation: 40 })
    expect(await readSessionToken(vault, 'api', refresh)).toBeNull()
    const api = await apiToken(vault, session)
    expect(await readSessionToken(vault, 'api', api)).toEqual({ ...claim, generation: 0 })
    expect(await readSessionToken(vault, 'refresh', api.replace('pat', 'prt'))).toBeNull()
  })

  it('are read as they were written, or not at all', async () => {
    const token = await refreshToken(vault, session)
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === '1' ? '2' : '1') + token.slice(at + 1)
      expect(await readSessionToken(vault, 'refresh', changed)).toBeNull()
    }
    expect(await readSessionToken(vault, 'refresh', ` ${token}`)).toBeNull()
  })
})

describe('an attempt', () => {
  const failing = (failures: number): Attempts => ({ failures, lastAt: START })

  it.each([
    ['the first', null, 0, { failures: 1, lastAt: START }],
    ['another', failing(3), 5, { failures: 4, lastAt: START + 5 }],
    ['the last that is free', failing(MOST_FAILURES - 1), 5, { failures: MOST_FAILURES, lastAt: START + 5 }],
    ['one too many', failing(MOST_FAILURES), LOCKOUT - 1, null],
    ['one after the lock', failing(MOST_FAILURES), LOCKOUT, { failures: 1, lastAt: START + LOCKOUT }],
    ['one long after some', failing(3), LOCKOUT, { failures: 1, lastAt: START + LOCKOUT }],
  ])('that is %s', (_what, before, after, expected) => {
    expect(nextAttempt(before, START + after)).toEqual(expected)
  })
})

describe('a password', () => {
  const problems = (password: string, known: readonly (string | undefined)[] = []) =>
    passwordProblems(testCommonPasswords, password, known)

  it.each([
    ['elevenchars', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['PASSWORD1234', 'invalid'],
  ])('is refused: %s', async (password, problem) => {
    expect(await problems(password)).toMatchObject([{ field: 'password', problem }])
  })

  it.each([
    [['ada.lovelace@acme.test'], 'ada.lovelace!'],
    [['ada.lovelace@acme.test'], 'Ada-Lovelace2026'],
    [['x@acme.test', 'Northwind Traders'], 'northwindtraders1'],
  ])('is refused that tells no more than %j', async (known, password) => {
    expect(await problems(password, known)).toMatchObject([{ problem: 'invalid' }])
  })

  it('is taken that is long and nobody else’s, whatever it is made of', async () => {
    for (const password of ['aaaa bbbb cccc', '◊'.repeat(12), 'x'.repeat(128)])
      expect(await problems(password, ['ada@acme.test', undefined, 'Jo'])).toEqual([])
    expect(await problems('lovelace correct horse battery', ['lovelace@acme.test'])).toEqual([])
  })
})

describe('a code', () => {
  it('has six digits, as often each', () => {
    const { digest } = testSecrets()
    const codes = Array.from({ length: 2_000 }, (_, at) => digitsOf(digest(String(at)).slice(0, 24)))
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
    expect(new Set(codes).size).toBeGreaterThan(1_900)
    expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  })

  it('for recovery is read however it is typed', () => {
    const shown = shownRecoveryCode('0123456789abcdef01230000')
    expect(shown).toBe('0123-4567-89ab-cdef-0123')
    expect(recoveryCode(' 0123 4567-89AB-cdef 0123')).toBe(recoveryCode(shown))
  })
})

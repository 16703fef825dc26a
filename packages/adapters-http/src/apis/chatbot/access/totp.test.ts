import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE, SECOND } from '@parlance/core'
import { auth, me, PASSWORD, registered, withTotp, wrongCode } from '../../../testing/signing-in.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const codeNow = (secret: string, off = 0) =>
  server.world.oneTimeCodes.codeAt(secret, server.world.clock.now() + off)
const login = (email: string, more: object = {}) =>
  auth(server, 'login', { email, password: PASSWORD, ...more })
const setUp = (token: string, body: object = {}) => auth(server, 'totp/setup', body, token)
const verify = (token: string, code: string) => auth(server, 'totp/verify', { code }, token)
const secretOf = (answer: { readonly json: unknown }) => (answer.json as { secret: string }).secret

describe('a secret', () => {
  it('counts for nothing until a code by it came back', async () => {
    const { email, token } = await registered(server)
    const proposed = await setUp(token)
    expect(proposed).toMatchObject({
      status: 200,
      json: {
        otpauth_url: expect.stringMatching(/^otpauth:\/\/totp\//),
        qr_svg: expect.stringMatching(/^<svg/),
      },
    })
    expect((await login(email)).status).toBe(200)
    expect((await me(server, token)).json).toMatchObject({ user: { totp_enabled: false } })
    expect((await verify(token, wrongCode(codeNow(secretOf(proposed))))).json).toMatchObject({
      code: 'invalid_code',
    })
    const enabled = await verify(token, codeNow(secretOf(proposed)))
    expect(enabled).toMatchObject({ status: 200, json: { enabled: true } })
    const { recovery_codes } = enabled.json as { recovery_codes: string[] }
    expect(new Set(recovery_codes).size).toBe(10)
    expect((await me(server, token)).json).toMatchObject({ user: { totp_enabled: true } })
  })

  it('is needed before a code is taken', async () => {
    const { token } = await registered(server)
    expect(await verify(token, '123456')).toMatchObject({ status: 409, json: { code: 'totp_not_set_up' } })
    expect((await auth(server, 'totp/verify', { code: '123456' })).status).toBe(401)
  })

  it('is replaced only by whoever has it', async () => {
    const { email, token } = await registered(server)
    const { secret, recoveryCodes } = await withTotp(server, token)
    expect(await setUp(token)).toMatchObject({ status: 401, json: { code: 'totp_required' } })
    expect((await setUp(token, { totp_code: wrongCode(codeNow(secret)) })).status).toBe(400)
    const other = secretOf(await setUp(token, { totp_code: codeNow(secret) }))
    server.world.clock.advance(MINUTE)
    // The one before counts until the other is proven.
    expect((await login(email, { totp_code: codeNow(secret) })).status).toBe(200)
    server.world.clock.advance(MINUTE)
    expect((await verify(token, codeNow(other))).json).toMatchObject({ recovery_codes: expect.any(Array) })
    server.world.clock.advance(MINUTE)
    expect((await login(email, { totp_code: codeNow(secret) })).status).toBe(401)
    expect((await login(email, { recovery_code: recoveryCodes[0] })).status).toBe(401)
    expect((await login(email, { totp_code: codeNow(other) })).status).toBe(200)
  })

  it('is kept sealed', async () => {
    const { token, user } = await registered(server)
    const { secret } = await withTotp(server, token)
    const account = await server.storage.signInDirectory.account(String(user['email']))
    expect(account?.totpSecret).toMatch(/^sealed /)
    expect(account?.totpSecret).not.toBe(secret)
  })
})

describe('a one-time code', () => {
  it('is asked for, and taken once', async () => {
    const { email, token } = await registered(server)
    const { secret } = await withTotp(server, token)
    expect(await login(email)).toMatchObject({ status: 401, json: { code: 'totp_required' } })
    const totp_code = codeNow(secret)
    const answers = await Promise.all([1, 2, 3].map(() => login(email, { totp_code })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401])
    expect((await login(email, { totp_code })).json).toMatchObject({ code: 'invalid_credentials' })
  })

  it('is taken from one step before to one step after', async () => {
    const { email, token } = await registered(server)
    const { secret } = await withTotp(server, token)
    expect((await login(email, { totp_code: codeNow(secret, -60 * SECOND) })).status).toBe(401)
    expect((await login(email, { totp_code: codeNow(secret, 60 * SECOND) })).status).toBe(401)
    expect((await login(email, { totp_code: codeNow(secret, -30 * SECOND) })).status).toBe(200)
    expect((await login(email, { totp_code: codeNow(secret, 30 * SECOND) })).status).toBe(200)
    expect((await login(email, { totp_code: codeNow(secret) })).status).toBe(401)
  })

  it('does not matter with a wrong password', async () => {
    const { email, token } = await registered(server)
    const { secret } = await withTotp(server, token)
    const totp_code = codeNow(secret)
    const answer = await auth(server, 'login', { email, password: 'not the right password', totp_code })
    expect(answer.json).toMatchObject({ code: 'invalid_credentials' })
    expect((await login(email, { totp_code })).status).toBe(200)
  })

  it('may be tried by whoever is asked for it, and tells no recovery codes again', async () => {
    const { token } = await registered(server)
    const { secret } = await withTotp(server, token)
    expect((await verify(token, codeNow(secret))).json).toEqual({ enabled: true })
  })
})

describe('a recovery code', () => {
  it('stands for a one-time code once, however it is typed', async () => {
    const { email, token } = await registered(server)
    const { recoveryCodes } = await withTotp(server, token)
    const recovery_code = recoveryCodes[3]?.replaceAll('-', ' ').toUpperCase()
    expect((await login(email, { recovery_code })).status).toBe(200)
    expect((await login(email, { recovery_code })).status).toBe(401)
    expect((await login(email, { recovery_code: recoveryCodes[4] })).status).toBe(200)
  })
})

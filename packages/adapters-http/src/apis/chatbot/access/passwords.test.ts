import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE } from '@parlance/core'
import {
  auth,
  mailedCode,
  me,
  newEmail,
  PASSWORD,
  registered,
  withTotp,
  wrongCode,
} from '../../../testing/signing-in.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const OTHER = 'a password that is quite another'

const login = (email: string, password = PASSWORD, more: object = {}) =>
  auth(server, 'login', { email, password, ...more })
const reset = (email: string, code: string, password = OTHER) =>
  auth(server, 'reset-password', { email, code, password })
const forgotten = async (email: string) => {
  expect((await auth(server, 'forgot-password', { email })).status).toBe(202)
  return mailedCode(server, email)
}

describe('a forgotten password', () => {
  it('is replaced with the code that was mailed, and ends every session', async () => {
    const { email, token } = await registered(server)
    expect((await reset(email, await forgotten(email))).status).toBe(204)
    expect((await me(server, token)).status).toBe(401)
    expect((await login(email)).status).toBe(401)
    expect((await login(email, OTHER)).status).toBe(200)
    await server.world.settled()
    expect(server.world.mailer.sent.at(-1)).toMatchObject({ to: email, subject: 'Your password was changed' })
  })

  it('is asked for alike, whether anybody has the address or not', async () => {
    const { email } = await registered(server)
    const mails = () => server.world.mailer.sent.length
    await server.world.settled()
    const before = mails()
    const unknown = await auth(server, 'forgot-password', { email: newEmail() })
    await server.world.settled()
    expect(mails()).toBe(before)
    const known = await auth(server, 'forgot-password', { email })
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text])
  })

  it('is replaced once by a code', async () => {
    const { email } = await registered(server)
    const code = await forgotten(email)
    expect((await reset(email, code)).status).toBe(204)
    expect(await reset(email, code)).toMatchObject({ status: 400, json: { code: 'invalid_code' } })
  })

  it('is replaced by the newest code alone, and not after ten minutes', async () => {
    const { email } = await registered(server)
    const [older, newer] = [await forgotten(email), await forgotten(email)]
    if (older !== newer) expect((await reset(email, older)).status).toBe(400)
    server.world.clock.advance(10 * MINUTE)
    expect((await reset(email, newer)).status).toBe(400)
  })

  it('is replaced by no code after five that were wrong', async () => {
    const { email } = await registered(server)
    const code = await forgotten(email)
    for (let tried = 0; tried < 5; tried += 1) expect((await reset(email, wrongCode(code))).status).toBe(400)
    expect((await reset(email, code)).status).toBe(400)
  })

  it('is replaced by no code of somebody else, or for something else', async () => {
    const [one, two] = [await registered(server), await registered(server)]
    const verifying = await mailedCode(server, one.email)
    expect((await reset(one.email, verifying)).status).toBe(400)
    expect((await reset(two.email, await forgotten(one.email))).status).toBe(400)
    const unknown = await reset(newEmail(), '123456')
    expect(unknown).toMatchObject({ status: 400, json: { code: 'invalid_code' } })
  })

  it('is replaced by one that is good enough', async () => {
    const { email } = await registered(server)
    const code = await forgotten(email)
    expect(await reset(email, code, 'short')).toMatchObject({
      status: 400,
      json: { code: 'validation_failed', errors: [{ path: 'password' }] },
    })
    expect((await reset(email, code)).status).toBe(204)
  })

  it('does not spare anybody the one-time code', async () => {
    const { email, token } = await registered(server)
    const { secret } = await withTotp(server, token)
    expect((await reset(email, await forgotten(email))).status).toBe(204)
    expect((await login(email, OTHER)).json).toMatchObject({ code: 'totp_required' })
    const { oneTimeCodes, clock } = server.world
    const totp_code = oneTimeCodes.codeAt(secret, clock.now())
    expect((await login(email, OTHER, { totp_code })).status).toBe(200)
  })
})

describe('an e-mail address', () => {
  const verify = (email: string, code: string) => auth(server, 'verify-email', { email, code })

  it('is proven by the code that was mailed when somebody registered', async () => {
    const { email, token } = await registered(server)
    const code = await mailedCode(server, email)
    expect((await verify(email, wrongCode(code))).status).toBe(400)
    expect(await verify(email, code)).toMatchObject({
      status: 200,
      json: { user: { email, email_verified: true } },
    })
    expect((await me(server, token)).json).toMatchObject({ user: { email_verified: true } })
    expect((await verify(email, code)).json).toMatchObject({ code: 'invalid_code' })
  })

  it('is not proven after 15 minutes, nor after five codes that were wrong, nor where nobody has it', async () => {
    const [late, often] = [await registered(server), await registered(server)]
    const [lateCode, oftenCode] = [
      await mailedCode(server, late.email),
      await mailedCode(server, often.email),
    ]
    for (let tried = 0; tried < 5; tried += 1) await verify(often.email, wrongCode(oftenCode))
    expect((await verify(often.email, oftenCode)).status).toBe(400)
    server.world.clock.advance(15 * MINUTE)
    expect((await verify(late.email, lateCode)).status).toBe(400)
    expect((await verify(newEmail(), lateCode)).status).toBe(400)
  })
})

describe('an account', () => {
  it('is locked by ten failures for 15 minutes, whoever has the right password', async () => {
    const { email } = await registered(server)
    for (let tried = 0; tried < 10; tried += 1) await login(email, 'not the right password')
    const [right, nobodys] = [await login(email), await login(newEmail())]
    expect(right.text).toBe(nobodys.text)
    const code = await forgotten(email)
    expect((await reset(email, code)).json).toMatchObject({ code: 'invalid_code' })
    server.world.clock.advance(15 * MINUTE)
    expect((await login(email)).status).toBe(200)
  })

  it('is locked by wrong passwords, one-time codes, recovery codes and mailed codes together', async () => {
    const { email, token } = await registered(server)
    const { secret } = await withTotp(server, token)
    const code = await forgotten(email)
    const oneTime = () => server.world.oneTimeCodes.codeAt(secret, server.world.clock.now())
    for (let tried = 0; tried < 3; tried += 1) {
      await login(email, 'not the right password')
      await login(email, PASSWORD, { totp_code: wrongCode(oneTime()) })
      await login(email, PASSWORD, { recovery_code: 'aaaa-bbbb' })
    }
    expect((await login(email)).json).toMatchObject({ code: 'totp_required' })
    expect((await reset(email, wrongCode(code))).status).toBe(400)
    expect((await login(email, PASSWORD, { totp_code: oneTime() })).json).toMatchObject({
      code: 'invalid_credentials',
    })
    expect((await auth(server, 'totp/verify', { code: oneTime() }, token)).json).toMatchObject({
      code: 'invalid_code',
    })
  })

  it('lets no more than ten guesses through at once', async () => {
    const { email } = await registered(server)
    await Promise.all(Array.from({ length: 20 }, () => login(email, 'not the right password')))
    expect((await login(email)).status).toBe(401)
  })

  it('forgets what failed once somebody signed in', async () => {
    const { email } = await registered(server)
    for (let round = 0; round < 3; round += 1) {
      for (let tried = 0; tried < 9; tried += 1) await login(email, 'not the right password')
      expect((await login(email)).status).toBe(200)
    }
  })
})

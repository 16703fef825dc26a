import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE } from '@parlance/core'
import { auth, mailedCode, me, PASSWORD, registered } from '../../../testing/signing-in.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const OTHER = 'a password that is quite another'

const change = (token: string, body: object) => server.ask('PUT', '/api/v1/profile', { token, body })

describe('a member in a session', () => {
  it('ends its other sessions by choosing another password', async () => {
    const { email, token } = await registered(server)
    const other = (await auth(server, 'login', { email, password: PASSWORD })).json as { token: string }
    expect((await change(token, { password: OTHER, current_password: PASSWORD })).status).toBe(200)
    expect([(await me(server, token)).status, (await me(server, other.token)).status]).toEqual([200, 401])
    expect((await auth(server, 'login', { email, password: OTHER })).status).toBe(200)
  })

  it('chooses none that many have', async () => {
    const { token } = await registered(server)
    const answer = await change(token, { password: 'PASSWORD1234', current_password: PASSWORD })
    expect(answer).toMatchObject({ status: 422, json: { attributes: ['password'] } })
  })

  it('is locked out by wrong guesses at its password, here as elsewhere', async () => {
    const { email, token } = await registered(server)
    for (let tried = 0; tried < 10; tried += 1)
      await change(token, { password: OTHER, current_password: 'not the right password' })
    expect((await change(token, { password: OTHER, current_password: PASSWORD })).status).toBe(422)
    expect((await auth(server, 'login', { email, password: PASSWORD })).status).toBe(401)
    server.world.clock.advance(15 * MINUTE)
    expect((await auth(server, 'login', { email, password: PASSWORD })).status).toBe(200)
  })

  it('proves another address by a code that it has mailed', async () => {
    const { email, token } = await registered(server)
    const first = await mailedCode(server, email)
    const address = `moved-${email}`
    expect((await change(token, { email: address })).json).toMatchObject({ email: address, confirmed: false })
    expect((await auth(server, 'verify-email', { email: address, code: first })).status).toBe(400)
    const resend = () => server.ask('POST', '/api/v1/profile/resend_confirmation', { token })
    expect((await resend()).status).toBe(200)
    const code = await mailedCode(server, address)
    expect((await auth(server, 'verify-email', { email: address, code })).status).toBe(200)
    const mails = server.world.mailer.sent.length
    await resend()
    await server.world.settled()
    expect(server.world.mailer.sent).toHaveLength(mails)
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY, MINUTE, SECOND } from '@parlance/core'
import {
  auth,
  me,
  newEmail,
  PASSWORD,
  registered,
  type SignedInAnswer,
} from '../../../testing/signing-in.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const login = (email: string, password = PASSWORD) => auth(server, 'login', { email, password })
const refresh = (refresh_token: string) => auth(server, 'refresh', { refresh_token })
const signedIn = (answer: { readonly json: unknown }) => answer.json as SignedInAnswer

describe('to register', () => {
  it('founds an organization, and signs its owner in', async () => {
    const email = newEmail()
    const answer = await auth(server, 'register', {
      email: ` ${email.toUpperCase()} `,
      password: PASSWORD,
      name: 'Zoë',
      organization_name: 'Zoë & Co',
    })
    expect(answer.status).toBe(201)
    const { token, expires_in, user } = signedIn(answer)
    expect(expires_in).toBe(900)
    expect(user).toMatchObject({
      email,
      name: 'Zoë',
      role: 'owner',
      email_verified: false,
      totp_enabled: false,
    })
    expect((await me(server, token)).json).toMatchObject({
      user: { email, api_access_token: user.api_access_token },
      organization: { name: 'Zoë & Co', id: user['organization_id'] },
      role: 'owner',
      teams: [],
    })
  })

  it('takes the names from what there is', async () => {
    const { user, token } = await registered(server, 'solo@acme.test')
    expect(user['name']).toBe('solo')
    expect((await me(server, token)).json).toMatchObject({ organization: { name: 'solo' } })
  })

  it('is refused where organizations are founded by others', async () => {
    const closed = await openTestServer({ openRegistration: false })
    try {
      const answer = await auth(closed, 'register', { email: newEmail(), password: PASSWORD })
      expect(answer).toMatchObject({ status: 403, json: { code: 'registration_closed' } })
    } finally {
      await closed.close()
    }
  })

  it('is refused with an address that is taken', async () => {
    const { email } = await registered(server)
    const answer = await auth(server, 'register', { email, password: PASSWORD })
    expect(answer).toMatchObject({ status: 409, json: { code: 'email_taken', status: 409 } })
  })

  it.each([
    ['nothing', {}, ['email', 'password']],
    ['an address that is none', { email: 'nobody', password: PASSWORD }, ['email']],
    ['a short password', { email: 'a@acme.test', password: 'elevenchars' }, ['password']],
    ['a password without end', { email: 'a@acme.test', password: 'x'.repeat(129) }, ['password']],
    ['a password that many have', { email: 'a@acme.test', password: 'Password1234' }, ['password']],
    [
      'its own address as a password',
      { email: 'longaddress@acme.test', password: 'LongAddress12' },
      ['password'],
    ],
    [
      'the name of the organization as a password',
      { email: 'a@acme.test', password: 'northwind-2026', organization_name: 'Northwind' },
      ['password'],
    ],
  ])('is refused with %s', async (_what, body, fields) => {
    const answer = await auth(server, 'register', body)
    expect(answer).toMatchObject({ status: 400, json: { code: 'validation_failed' } })
    const { errors } = answer.json as { errors: readonly { path: string }[] }
    expect(errors.map(({ path }) => path)).toEqual(fields)
  })

  it('is no matter of what characters a password is made of', async () => {
    const answer = await auth(server, 'register', { email: newEmail(), password: 'únicorn ◊ lagoon' })
    expect(answer.status).toBe(201)
  })
})

describe('to sign in', () => {
  it('needs the address, in any case, and the password', async () => {
    const { email } = await registered(server)
    const answer = await login(email.toUpperCase())
    expect(answer.status).toBe(200)
    expect((await me(server, signedIn(answer).token)).status).toBe(200)
  })

  it('is refused alike, whether anybody has the address or not', async () => {
    const { email } = await registered(server)
    const [known, unknown] = [await login(email, 'some other password'), await login(newEmail())]
    expect(known).toMatchObject({ status: 401, json: { code: 'invalid_credentials' } })
    expect(unknown.text).toBe(known.text)
    const names = (answer: typeof known) =>
      [...answer.headers.keys()].filter((name) => !['date', 'x-request-id'].includes(name))
    expect(names(unknown)).toEqual(names(known))
  })

  it('is refused to a member who was removed', async () => {
    const { organization } = server.seeded
    const added = await server.engine.access.addMember(
      { type: 'system', organizationId: organization.id },
      { email: newEmail(), role: 'agent', password: PASSWORD },
    )
    if (!added.ok) throw new Error('The member was not added')
    const { member } = added.value
    const { token, refresh_token } = signedIn(await login(member.email))
    expect((await me(server, token)).status).toBe(200)
    await server.engine.access.removeMember(
      { type: 'system', organizationId: organization.id },
      member.number,
    )
    expect((await me(server, token)).status).toBe(401)
    expect((await refresh(refresh_token)).status).toBe(401)
    expect((await login(member.email)).status).toBe(401)
  })
})

describe('the tokens of a session', () => {
  it('call the channel API as well', async () => {
    const { token, user } = await registered(server)
    const profile = (headers: Record<string, string>) => server.ask('GET', '/api/v1/profile', { headers })
    const answers = [
      await profile({ api_access_token: user.api_access_token ?? '' }),
      await profile({ authorization: `Bearer ${token}` }),
    ]
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 200, json: { email: user['email'] } })
    const account_id = (answers.at(0)?.json as { account_id?: number } | undefined)?.account_id
    const inboxes = await server.ask('GET', `/api/v1/accounts/${account_id}/inboxes`, {
      token: user.api_access_token,
    })
    expect(inboxes.status).toBe(200)
    const other = await server.ask('GET', `${server.account}/inboxes`, { token: user.api_access_token })
    expect(other.status).toBe(401)
  })

  it('end with it, each of them', async () => {
    const { email, token, refresh_token, user } = await registered(server)
    const other = signedIn(await login(email))
    expect((await auth(server, 'logout', { refresh_token })).status).toBe(204)
    expect((await me(server, token)).status).toBe(401)
    expect((await me(server, user.api_access_token ?? '')).status).toBe(401)
    expect((await refresh(refresh_token)).status).toBe(401)
    expect((await me(server, other.token)).status).toBe(200)
    expect((await auth(server, 'logout', {}, other.token)).status).toBe(204)
    expect((await me(server, other.token)).status).toBe(401)
  })

  it('do no more than they are for', async () => {
    const { refresh_token, token, user } = await registered(server)
    expect((await me(server, refresh_token)).status).toBe(401)
    for (const wrong of [token, user.api_access_token ?? '', `${refresh_token}0`, 'prt_', ''])
      expect((await refresh(wrong)).json).toMatchObject({ code: 'invalid_refresh_token' })
    const forged = refresh_token.replace(/_1_/, '_2_')
    expect((await refresh(forged)).status).toBe(401)
    expect((await refresh(refresh_token)).status).toBe(200)
  })

  it('are needed to leave', async () => {
    expect(await auth(server, 'logout', {})).toMatchObject({ status: 401, json: { code: 'unauthorized' } })
    expect((await auth(server, 'logout', { refresh_token: 'made up' })).status).toBe(204)
  })
})

describe('an access token', () => {
  it('is good for 15 minutes', async () => {
    const { token, refresh_token } = await registered(server)
    server.world.clock.advance(15 * MINUTE)
    expect((await me(server, token)).status).toBe(401)
    const next = signedIn(await refresh(refresh_token))
    expect((await me(server, next.token)).status).toBe(200)
    expect(next.user.api_access_token).toBeUndefined()
  })
})

describe('a refresh token', () => {
  it('is replaced each time, and ends its session when it comes back', async () => {
    const first = await registered(server)
    const second = signedIn(await refresh(first.refresh_token))
    expect(second.refresh_token).not.toBe(first.refresh_token)
    server.world.clock.advance(11 * SECOND)
    expect(await refresh(first.refresh_token)).toMatchObject({
      status: 401,
      json: { code: 'invalid_refresh_token' },
    })
    expect((await refresh(second.refresh_token)).status).toBe(401)
    expect((await me(server, second.token)).status).toBe(401)
  })

  it('may come twice at once', async () => {
    const { refresh_token } = await registered(server)
    const answers = await Promise.all([1, 2, 3].map(() => refresh(refresh_token)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    server.world.clock.advance(9 * SECOND)
    expect((await refresh(refresh_token)).status).toBe(200)
    server.world.clock.advance(20 * SECOND)
    const newest = answers.map((answer) => signedIn(answer).refresh_token)
    const next = await Promise.all(newest.map(refresh))
    expect(next.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('is good for 30 days, and a session for 90', async () => {
    const { refresh_token } = await registered(server)
    const idle = await registered(server)
    let newest = refresh_token
    for (let day = 0; day < 80; day += 20) {
      server.world.clock.advance(20 * DAY)
      newest = signedIn(await refresh(newest)).refresh_token
    }
    expect((await refresh(idle.refresh_token)).status).toBe(401)
    server.world.clock.advance(10 * DAY)
    expect((await refresh(newest)).status).toBe(401)
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { drainOnce } from '@parlance/core'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const owner = () => server.seeded.tokens.owner
const agents = () => `${server.account}/agents`

const addAgent = async (body: object = {}) => {
  const email = `${server.world.ids.next()}@acme.test`
  const { json } = await server.owner('POST', '/agents', { name: 'New', email, ...body })
  return json as { id: number; email: string; access_token: string }
}

const profileWith = async (token: string) =>
  (await server.ask('GET', '/api/v1/profile', { token })).json as Record<string, unknown>

describe('PATCH agents/{id}', () => {
  it('changes what is named, by PUT as well', async () => {
    const { id } = await addAgent()
    const body = {
      agent: { name: 'Changed', role: 'administrator', availability: 'busy', auto_offline: 'false' },
    }
    const changed = await server.owner('PATCH', `/agents/${id}`, body)
    expect(changed.json).toMatchObject({
      id,
      name: 'Changed',
      role: 'administrator',
      availability_status: 'busy',
      auto_offline: false,
    })
    const again = await server.owner('PUT', `/agents/${id}`, { role: 'agent' })
    expect(again.json).toMatchObject({ name: 'Changed', role: 'agent', availability_status: 'busy' })
  })

  it.each([
    [{ role: 'boss' }, 'Role is not included in the list', ['role']],
    [{ name: ' ' }, "Name can't be blank", ['name']],
    [{ availability: 'asleep' }, 'Availability is not included in the list', ['availability']],
  ])('refuses %j', async (body, message, attributes) => {
    const { id } = await addAgent()
    const answer = await server.ask('PATCH', `${agents()}/${id}`, { token: owner(), body })
    expect(answer).toMatchObject({ status: 422, json: { message, attributes } })
  })

  it('keeps the last administrator', async () => {
    const id = server.seeded.owner.number
    const body = { role: 'agent' }
    const refusal = {
      status: 422,
      json: { message: 'Account must keep an administrator', attributes: ['base'] },
    }
    expect(await server.ask('PATCH', `${agents()}/${id}`, { token: owner(), body })).toMatchObject(refusal)
    expect(await server.ask('DELETE', `${agents()}/${id}`, { token: owner() })).toMatchObject(refusal)
    const same = await server.owner('PATCH', `/agents/${id}`, { role: 'administrator' })
    expect(same.json).toMatchObject({ role: 'administrator' })
  })
})

describe('DELETE agents/{id}', () => {
  it('lets the agent in no longer, and releases what it held', async () => {
    const { id, access_token: token, email } = await addAgent()
    const number = server.seeded.conversation.conversation.number
    await server.owner('POST', `/conversations/${number}/assignments`, { assignee_id: id })
    expect((await server.owner('DELETE', `/agents/${id}`)).text).toBe('')
    expect((await server.ask('GET', '/api/v1/profile', { token })).status).toBe(401)
    const listed = (await server.owner('GET', '/agents')).json as { id: number }[]
    expect(listed.map((one) => one.id)).not.toContain(id)

    for (const consumer of server.engine.consumers.filter(({ name }) => name === 'departures'))
      while ((await drainOnce(server.storage.eventLog, consumer, server.seeded.organization.id)).length > 0);
    const { json } = await server.owner('GET', `/conversations/${number}`)
    expect((json as { meta: object }).meta).not.toHaveProperty('assignee')
    const again = await server.ask('POST', agents(), { token: owner(), body: { email, name: 'Back' } })
    expect(again.status).toBe(200)
  })

  it('finds nobody of another account', async () => {
    const number = server.other.agents.at(-1)?.number
    for (const method of ['PATCH', 'DELETE']) {
      const answer = await server.ask(method, `${agents()}/${number}`, { token: owner(), body: {} })
      expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    }
  })
})

describe('POST agents/bulk_create', () => {
  it('adds whoever can be added', async () => {
    const fresh = ['one@bulk.test', 'TWO@bulk.test', 'one@bulk.test']
    const emails = [...fresh, 'nobody', server.seeded.owner.email, server.other.owner.email]
    expect((await server.owner('POST', '/agents/bulk_create', { emails })).text).toBe('')
    const listed = (await server.owner('GET', '/agents')).json as {
      email: string
      name: string
      role: string
    }[]
    expect(listed.filter(({ email }) => email.endsWith('@bulk.test'))).toMatchObject([
      { email: 'one@bulk.test', name: 'one', role: 'agent' },
      { email: 'two@bulk.test', name: 'two', role: 'agent' },
    ])
  })

  it('wants a list of addresses', async () => {
    const answer = await server.ask('POST', `${agents()}/bulk_create`, { token: owner(), body: {} })
    expect(answer).toMatchObject({
      status: 422,
      json: { error: 'param is missing or the value is empty: emails' },
    })
  })
})

describe('the profile', () => {
  it('is changed by PUT and PATCH, flat and under its root key, and as a form', async () => {
    const { access_token: token } = await addAgent()
    const change = async (method: string, body: unknown) =>
      (await server.ask(method, '/api/v1/profile', { token, body })).json
    expect(await change('PUT', { profile: { name: 'Ada', display_name: 'A.' } })).toMatchObject({
      name: 'Ada',
      display_name: 'A.',
      available_name: 'A.',
    })
    expect(
      await change('PATCH', {
        message_signature: 'Regards',
        ui_settings: { theme: 'dark' },
        phone_number: '+15550000001',
      }),
    ).toMatchObject({
      name: 'Ada',
      message_signature: 'Regards',
      ui_settings: { theme: 'dark' },
      custom_attributes: { phone_number: '+15550000001' },
    })
    const form = new FormData()
    form.set('profile[display_name]', '')
    expect(await change('PUT', form)).toMatchObject({ display_name: null, available_name: 'Ada' })
  })

  it('has what lets a front end listen, always the same', async () => {
    const { access_token: token } = await addAgent()
    const [first, second] = [await profileWith(token), await profileWith(token)]
    expect(first['pubsub_token']).toMatch(/.{20}/)
    expect(second['pubsub_token']).toBe(first['pubsub_token'])
  })

  it('gets another password only with the one there is', async () => {
    const token = owner()
    const change = (body: object) => server.ask('PUT', '/api/v1/profile', { token, body })
    const password = 'another horse battery'
    for (const current_password of [undefined, 'wrong horse battery']) {
      expect(await change({ password, current_password })).toMatchObject({
        status: 422,
        json: { error: 'Invalid current password' },
      })
    }
    const current = { current_password: 'correct horse battery' }
    expect(await change({ ...current, password: 'short' })).toMatchObject({
      status: 422,
      json: { message: 'Password is too short (minimum is 8 characters)', attributes: ['password'] },
    })
    expect(await change({ ...current, password, password_confirmation: 'different' })).toMatchObject({
      status: 422,
      json: {
        message: "Password confirmation doesn't match Password",
        attributes: ['password_confirmation'],
      },
    })
    expect(await change({ ...current, password, password_confirmation: password })).toMatchObject({
      status: 200,
    })
    expect((await change({ ...current, password })).status).toBe(422)
    expect((await change({ current_password: password, password })).status).toBe(200)
  })

  it('keeps an e-mail address that nobody else has', async () => {
    const { access_token: token } = await addAgent()
    const change = (email: string) => server.ask('PUT', '/api/v1/profile', { token, body: { email } })
    expect((await change('Fresh@Acme.test')).json).toMatchObject({
      email: 'fresh@acme.test',
      uid: 'fresh@acme.test',
    })
    expect(await change(server.other.owner.email)).toMatchObject({
      status: 422,
      json: { message: 'Email has already been taken', attributes: ['email'] },
    })
    expect(await change('nobody')).toMatchObject({ status: 422, json: { message: 'Email Invalid email' } })
  })

  it('says whether its member takes work', async () => {
    const { access_token: token } = await addAgent()
    const account_id = server.seeded.organization.number
    const say = (route: string, body: object) =>
      server.ask('POST', `/api/v1/profile/${route}`, { token, body: { profile: body } })
    expect((await say('availability', { account_id, availability: 'busy' })).json).toMatchObject({
      accounts: [{ id: account_id, availability: 'busy', availability_status: 'busy' }],
    })
    expect(
      (await say('auto_offline', { account_id: `${account_id}`, auto_offline: 'false' })).json,
    ).toMatchObject({
      accounts: [{ auto_offline: false }],
    })
    expect(await say('availability', { account_id: 999_999, availability: 'busy' })).toMatchObject({
      status: 404,
    })
    expect(await say('availability', { account_id, availability: 'asleep' })).toMatchObject({ status: 422 })
  })

  it('notes the account that its member works in', async () => {
    const { access_token: token } = await addAgent()
    const set = (account_id: number) =>
      server.ask('PUT', '/api/v1/profile/set_active_account', { token, body: { profile: { account_id } } })
    expect(await profileWith(token)).toMatchObject({ accounts: [{ active_at: null }] })
    expect(await set(server.seeded.organization.number)).toMatchObject({ status: 200, text: '' })
    expect(await profileWith(token)).toMatchObject({ accounts: [{ active_at: expect.any(String) }] })
    expect((await set(server.other.organization.number)).status).toBe(404)
  })

  it('is confirmed already', async () => {
    const answer = await server.ask('POST', '/api/v1/profile/resend_confirmation', { token: owner() })
    expect(answer).toMatchObject({ status: 200, text: '' })
  })

  it('has another token when that is asked for, and the old one is unknown', async () => {
    const { access_token: token } = await addAgent()
    const reset = await server.ask('POST', '/api/v1/profile/reset_access_token', { token })
    const { access_token: fresh } = reset.json as { access_token: string }
    expect(fresh).not.toBe(token)
    expect((await server.ask('GET', '/api/v1/profile', { token })).status).toBe(401)
    expect(await profileWith(fresh)).toMatchObject({ access_token: fresh })
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

describe('GET and POST /api/v1/profile', () => {
  it.each(['GET', 'POST'])('%s tells who calls', async (method) => {
    const { owner, organization, tokens } = server.seeded
    const answer = await server.ask(method, '/api/v1/profile', { token: tokens.owner })
    expect(answer.json).toEqual({
      access_token: tokens.owner,
      account_id: organization.number,
      available_name: 'Olive',
      avatar_url: '',
      confirmed: true,
      display_name: null,
      message_signature: null,
      email: owner.email,
      id: owner.number,
      inviter_id: null,
      name: 'Olive',
      provider: 'email',
      pubsub_token: expect.any(String),
      role: 'administrator',
      ui_settings: {},
      uid: owner.email,
      type: null,
      accounts: [
        {
          id: organization.number,
          name: organization.name,
          status: 'active',
          onboarding_step: null,
          active_at: null,
          role: 'administrator',
          permissions: ['administrator'],
          availability: owner.availability,
          availability_status: owner.availability,
          auto_offline: owner.autoOffline,
          api_and_webhooks: true,
        },
      ],
    })
  })

  it('asks for a token', async () => {
    expect((await server.ask('GET', '/api/v1/profile')).status).toBe(401)
    expect((await server.ask('GET', '/api/v1/profile', { token: 'nonsense' })).status).toBe(401)
  })
})

const agents = () => `${server.account}/agents`
const token = () => server.seeded.tokens.owner

describe('GET agents', () => {
  it('is a bare list of everybody', async () => {
    const [agent] = server.seeded.agents
    const answer = await server.ask('GET', agents(), { token: server.seeded.tokens.agents[0] })
    expect(answer.json).toHaveLength(3)
    expect(answer.json).toContainEqual({
      id: agent?.number,
      account_id: server.seeded.organization.number,
      availability_status: agent?.availability,
      auto_offline: agent?.autoOffline,
      confirmed: agent?.confirmed,
      email: agent?.email,
      provider: 'email',
      available_name: agent?.displayName ?? agent?.name,
      name: agent?.name,
      role: 'agent',
      thumbnail: '',
    })
  })
})

describe('POST agents', () => {
  it('adds a member, who gets in with the token that is told', async () => {
    const body = { agent: { name: 'Bob', email: 'Bob@Acme.test', role: 'agent', availability: 'busy' } }
    const answer = await server.ask('POST', agents(), { token: token(), body })
    expect(answer.json).toMatchObject({
      name: 'Bob',
      email: 'bob@acme.test',
      role: 'agent',
      availability_status: 'busy',
    })
    const { access_token } = answer.json as { access_token: string }
    const profile = await server.ask('GET', '/api/v1/profile', { token: access_token })
    expect(profile.json).toMatchObject({ name: 'Bob', role: 'agent' })
  })

  it.each([
    [{ name: 'Bob' }, { error: 'param is missing or the value is empty: email' }],
    [
      { email: 'nobody', name: 'Bob' },
      { message: 'Email Invalid email', attributes: ['email'] },
    ],
    [
      { email: 'x@acme.test', role: 'boss' },
      { message: 'Role is not included in the list', attributes: ['role'] },
    ],
    [
      { email: 'x@acme.test', auto_offline: 'maybe' },
      { message: 'Auto offline is invalid', attributes: ['auto_offline'] },
    ],
    [
      { email: 'x@acme.test', name: 'x'.repeat(256) },
      { message: 'Name is too long (maximum is 255 characters)', attributes: ['name'] },
    ],
  ])('refuses %j', async (body, json) => {
    expect(await server.ask('POST', agents(), { token: token(), body })).toMatchObject({ status: 422, json })
  })

  it('refuses an address that somebody signs in with, here or elsewhere', async () => {
    for (const { email } of [server.seeded.owner, server.other.owner]) {
      const answer = await server.ask('POST', agents(), { token: token(), body: { email } })
      expect(answer).toMatchObject({
        status: 422,
        json: { message: 'Email has already been taken', attributes: ['email'] },
      })
    }
  })
})

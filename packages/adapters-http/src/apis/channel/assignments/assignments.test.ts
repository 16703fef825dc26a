import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let path = ''
beforeAll(async () => {
  server = await openTestServer()
  path = `/conversations/${server.seeded.conversation.conversation.number}`
})
afterAll(() => server.close())

const assign = async (body: unknown) => (await server.owner('POST', `${path}/assignments`, body)).json

const holder = async () =>
  ((await server.owner('GET', path)).json as { meta: { assignee?: { id: number } } }).meta.assignee?.id

describe('POST assignments', () => {
  it('gives the conversation to an agent, and takes it again', async () => {
    const [first, second] = server.seeded.agents
    const { organization } = server.seeded
    expect(await assign({ assignee_id: first?.number })).toEqual({
      id: first?.number,
      account_id: organization.number,
      availability_status: first?.availability,
      auto_offline: first?.autoOffline,
      confirmed: first?.confirmed,
      email: first?.email,
      provider: 'email',
      available_name: first?.displayName ?? first?.name,
      name: first?.name,
      role: 'agent',
      thumbnail: '',
    })
    expect(await assign({ assignee_id: String(second?.number) })).toMatchObject({ id: second?.number })
    expect(await holder()).toBe(second?.number)
    expect(await assign({ assignee_id: null })).toBeNull()
    expect(await holder()).toBeUndefined()
  })

  it('takes it from its holder for the id of nobody', async () => {
    await assign({ assignee_id: server.seeded.owner.number })
    expect(await assign({ assignee_id: 999_999 })).toBeNull()
    await assign({ assignee_id: server.seeded.owner.number })
    expect(await assign({ assignee_id: server.foreign.member })).toBeNull()
    expect(await holder()).toBeUndefined()
  })

  it('changes nothing for a team that is not there, or for nothing', async () => {
    await assign({ assignee_id: server.seeded.owner.number })
    expect(await assign({ team_id: 1 })).toBeNull()
    expect(await assign({})).toBeNull()
    expect(await holder()).toBe(server.seeded.owner.number)
    expect(await assign({ assignee_id: server.seeded.owner.number, team_id: 1 })).toMatchObject({
      id: server.seeded.owner.number,
    })
  })

  it('gives it to a bot, and back to an agent', async () => {
    const made = await server.owner('POST', '/agent_bots', {
      name: 'Helper',
      description: 'Helps',
      outgoing_url: 'https://bot.acme.test',
    })
    const { id, access_token: token } = made.json as { id: number; access_token: string }
    const slim = {
      id,
      name: 'Helper',
      description: 'Helps',
      thumbnail: '',
      outgoing_url: 'https://bot.acme.test',
      bot_type: 'webhook',
    }
    expect(await assign({ assignee_id: id, assignee_type: 'AgentBot' })).toEqual(slim)
    const shown = await server.ask('GET', `${server.account}${path}`, { token })
    expect(shown.json).toMatchObject({ meta: { assignee: slim, assignee_type: 'AgentBot' } })
    const { number } = server.seeded.owner
    const given = await server.ask('POST', `${server.account}${path}/assignments`, {
      token,
      body: { assignee_id: number },
    })
    expect(given.json).toMatchObject({ id: number })
    expect(await holder()).toBe(number)
  })

  it('finds no bot, and leaves the conversation where it is', async () => {
    await assign({ assignee_id: server.seeded.owner.number })
    const answer = await server.ask('POST', `${server.account}${path}/assignments`, {
      token: server.seeded.tokens.owner,
      body: { assignee_id: 999_999, assignee_type: 'AgentBot' },
    })
    expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    expect(await holder()).toBe(server.seeded.owner.number)
  })
})

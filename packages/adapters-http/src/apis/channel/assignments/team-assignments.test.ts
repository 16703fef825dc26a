import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { drainOnce, type MemberPrincipal } from '@parlance/core'
import { startConversation, succeeded } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let number = 0
let path = ''
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

beforeEach(async () => {
  const state = await startConversation(server, server.seeded)
  number = state.conversation.number
  path = `/conversations/${number}`
})

interface Shown {
  readonly meta: { readonly assignee?: { readonly id: number }; readonly team?: { readonly id: number } }
}

const asAgent = (method: string, to: string, body?: unknown) =>
  server.ask(method, server.account + to, { token: server.seeded.tokens.agents[0], body })

const assign = async (body: unknown) => (await server.owner('POST', `${path}/assignments`, body)).json

const shown = async () => (await server.owner('GET', path)).json as Shown

const texts = async () => {
  const { json } = await server.owner('GET', `${path}/messages`)
  return (json as { payload: { content: string }[] }).payload.map(({ content }) => content)
}

let made = 0
const makeTeam = async (members: readonly (number | undefined)[], settings: object = {}) => {
  made += 1
  const { json } = await server.owner('POST', '/teams', { name: `team ${made}`, ...settings })
  const { id } = json as { readonly id: number }
  await server.owner('POST', `/teams/${id}/team_members`, { user_ids: members })
  return id
}

describe('POST assignments with a team', () => {
  it('answers the team as it is kept, and gives the conversation to one of its members', async () => {
    const [first] = server.seeded.agents
    const id = await makeTeam([first?.number])
    expect(await assign({ team_id: String(id) })).toEqual({
      id,
      name: `team ${made}`,
      description: null,
      allow_auto_assign: true,
      account_id: server.seeded.organization.number,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.stringMatching(/Z$/),
      icon: null,
      icon_color: null,
    })
    const { meta } = await shown()
    expect(meta).toMatchObject({ team: { id, is_member: false }, assignee: { id: first?.number } })
    expect(((await asAgent('GET', path)).json as Shown).meta.team).toMatchObject({ id, is_member: true })
    expect(await texts()).toEqual([`Assigned to Agent 1 via team ${made} by ${server.seeded.owner.name}`])
  })

  it('releases an agent who is not in the team, and keeps one who is', async () => {
    const [first, second] = server.seeded.agents
    const keeping = await makeTeam([first?.number], { allow_auto_assign: false })
    await assign({ assignee_id: second?.number })
    await assign({ team_id: keeping })
    expect((await shown()).meta.assignee).toBeUndefined()
    await assign({ assignee_id: first?.number })
    await assign({ team_id: await makeTeam([first?.number, second?.number]) })
    expect((await shown()).meta.assignee?.id).toBe(first?.number)
  })

  it('takes the conversation from its team for null and for the id of none', async () => {
    for (const none of [null, 0, '', 999_999]) {
      const id = await makeTeam([])
      await assign({ team_id: id })
      expect((await shown()).meta.team?.id).toBe(id)
      expect(await assign({ team_id: none })).toBeNull()
      expect((await shown()).meta.team).toBeUndefined()
    }
    expect((await texts()).at(-1)).toBe(`Unassigned from team ${made} by ${server.seeded.owner.name}`)
  })

  it('looks at the assignee alone when both are named', async () => {
    const id = await makeTeam([])
    const [first] = server.seeded.agents
    expect(await assign({ assignee_id: first?.number, team_id: id })).toMatchObject({ email: first?.email })
    expect((await shown()).meta.team).toBeUndefined()
    expect(await assign({ assignee_id: null, team_id: id })).toBeNull()
    expect((await shown()).meta).not.toHaveProperty('assignee')
  })

  it('lets the members of the team see the conversation, whatever its inbox, and nobody else', async () => {
    const { inbox, agents } = server.seeded
    const [first, second] = agents
    const leave = { inbox_id: inbox.number, user_ids: [first?.number] }
    await server.owner('DELETE', '/inbox_members', leave)
    expect((await asAgent('GET', path)).status).toBe(401)
    await assign({ team_id: await makeTeam([first?.number]) })
    expect((await asAgent('GET', path)).status).toBe(200)
    expect((await asAgent('POST', `${path}/messages`, { content: 'hello' })).status).toBe(200)
    await assign({ team_id: await makeTeam([second?.number]) })
    expect((await asAgent('GET', path)).status).toBe(401)
    await server.owner('POST', '/inbox_members', leave)
  })

  it('is taken from all its conversations when the team goes', async () => {
    const [first] = server.seeded.agents
    const id = await makeTeam([first?.number])
    await assign({ team_id: id })
    await server.owner('DELETE', `/teams/${id}`)
    const { meta } = await shown()
    expect(meta.team).toBeUndefined()
    expect(meta.assignee?.id).toBe(first?.number)
  })
})

const consume = async (principal: MemberPrincipal) => {
  for (const consumer of server.engine.consumers.filter(({ name }) => name === 'automatic-assignment'))
    while ((await drainOnce(server.storage.eventLog, consumer, principal.organizationId)).length > 0);
}

describe('automatic assignment', () => {
  it('gives a conversation that opens again to another one when its agent has left the inbox', async () => {
    const { inbox, agents, principals } = server.seeded
    const [first, second] = agents
    await consume(principals.owner)
    await assign({ assignee_id: first?.number })
    await server.owner('POST', `${path}/toggle_status`, { status: 'resolved' })
    const leave = { inbox_id: inbox.number, user_ids: [first?.number] }
    await server.owner('DELETE', '/inbox_members', leave)
    await consume(principals.owner)
    expect((await shown()).meta.assignee?.id).toBe(first?.number)
    await server.owner('POST', `${path}/toggle_status`, { status: 'open' })
    await consume(principals.owner)
    expect((await shown()).meta.assignee?.id).toBe(second?.number)
    await server.owner('POST', '/inbox_members', leave)
  })

  it('gives nobody more than the inbox allows, and the next one when one is done', async () => {
    const { inbox, principals } = server.seeded
    await consume(principals.owner)
    const made = await server.owner('POST', '/inboxes', {
      name: 'Limited',
      channel: { type: 'api' },
      auto_assignment_config: { max_assignment_limit: 1 },
    })
    const { id } = made.json as { readonly id: number }
    const user_ids = server.seeded.agents.map(({ number: one }) => one)
    await server.owner('POST', '/inbox_members', { inbox_id: id, user_ids })
    const contact_id = server.seeded.contact.number
    const start = async () =>
      (await server.owner('POST', '/conversations', { inbox_id: id, contact_id })).json as { id: number }
    const started = [await start(), await start(), await start()]
    await consume(principals.owner)
    const holders = async () => {
      const states = await Promise.all(
        started.map(async (one) =>
          succeeded(await server.engine.conversations.get(principals.owner, one.id)),
        ),
      )
      return states.map(({ assignee }) => assignee?.number ?? null)
    }
    const [one, two, three] = await holders()
    expect(new Set([one, two])).toEqual(new Set(user_ids))
    expect(three).toBeNull()
    await server.owner('POST', `/conversations/${started[0]?.id}/toggle_status`, { status: 'resolved' })
    await consume(principals.owner)
    expect((await holders())[2]).toBe(one)
    expect(inbox.number).not.toBe(id)
  })
})

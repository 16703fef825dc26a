import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const asAgent = (method: string, path: string, body?: unknown) =>
  server.ask(method, server.account + path, { token: server.seeded.tokens.agents[0], body })

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, server.account + path, { token: server.seeded.tokens.owner, body })

interface Team {
  readonly id: number
  readonly name: string
  readonly is_member: boolean
}

const make = async (name: string) => (await server.owner('POST', '/teams', { name })).json as Team

const numbers = () => server.seeded.agents.map(({ number }) => number)
const idsOf = (json: unknown) => (json as readonly { readonly id: number }[]).map(({ id }) => id)

describe('teams', () => {
  it('are made, shown, listed, changed and removed', async () => {
    const made = await server.owner('POST', '/teams/', {
      team: { name: '  Night\u0007 Shift ', description: 'after eight', icon: 'moon', icon_color: '#000' },
    })
    const team = made.json as Team
    const shown = {
      id: team.id,
      name: 'night shift',
      description: 'after eight',
      allow_auto_assign: true,
      icon: 'moon',
      icon_color: '#000',
      account_id: server.seeded.organization.number,
      is_member: false,
    }
    expect(team).toEqual(shown)
    expect((await asAgent('GET', `/teams/${team.id}`)).json).toEqual(shown)
    const changed = await server.owner('PUT', `/teams/${team.id}`, { allow_auto_assign: 'false', icon: null })
    expect(changed.json).toEqual({ ...shown, allow_auto_assign: false, icon: null })
    await make('afternoon')
    const listed = (await asAgent('GET', '/teams')).json as Team[]
    expect(listed.map(({ name }) => name)).toEqual(['afternoon', 'night shift'])
    expect(await asOwner('DELETE', `/teams/${team.id}`)).toMatchObject({ status: 200, text: '' })
    expect(await asOwner('GET', `/teams/${team.id}`)).toMatchObject({
      status: 404,
      json: { error: 'Resource could not be found' },
    })
  })

  it('have a name that no other team of the account has', async () => {
    await make('sales')
    const other = await make('support')
    const taken = { status: 422, json: { message: 'Name has already been taken', attributes: ['name'] } }
    expect(await asOwner('POST', '/teams', { name: ' SALES' })).toMatchObject(taken)
    expect(await asOwner('PATCH', `/teams/${other.id}`, { name: 'Sales' })).toMatchObject(taken)
    expect(await asOwner('PATCH', `/teams/${other.id}`, { name: 'Support' })).toMatchObject({ status: 200 })
    for (const name of ['', '  ', undefined, null]) {
      expect(await asOwner('POST', '/teams', { name, icon: 'x' })).toMatchObject({
        status: 422,
        json: { attributes: ['name'] },
      })
    }
    expect(await asOwner('POST', '/teams', { name: 'x'.repeat(256) })).toMatchObject({
      status: 422,
      json: { message: 'Name is too long (maximum is 255 characters)' },
    })
  })

  it('are changed by administrators alone', async () => {
    const { id } = await make('secret')
    const refused = { status: 401, json: { error: 'You are not authorized to do this action' } }
    expect(await asAgent('POST', '/teams', { name: 'mine' })).toMatchObject(refused)
    expect(await asAgent('PATCH', `/teams/${id}`, { name: 'mine' })).toMatchObject(refused)
    expect(await asAgent('DELETE', `/teams/${id}`)).toMatchObject(refused)
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const answer = await asAgent(method, `/teams/${id}/team_members`, { user_ids: numbers() })
      expect(answer).toMatchObject(refused)
    }
    expect((await asAgent('GET', `/teams/${id}/team_members`)).status).toBe(200)
  })
})

describe('team members', () => {
  it('join, are replaced and leave', async () => {
    const { id } = await make('members')
    const path = `/teams/${id}/team_members`
    const [first, second] = numbers()
    expect(idsOf((await server.owner('POST', path, { user_ids: [first] })).json)).toEqual([first])
    expect(idsOf((await server.owner('POST', path, { user_ids: [first, second] })).json)).toEqual([second])
    expect(idsOf((await asAgent('GET', path)).json)).toEqual([first, second])
    expect((await asAgent('GET', `/teams/${id}`)).json).toMatchObject({ is_member: true })
    expect((await asOwner('GET', `/teams/${id}`)).json).toMatchObject({ is_member: false })
    const { owner } = server.seeded
    const replaced = await server.owner('PATCH', path, { user_ids: [owner.number, second] })
    expect(new Set(idsOf(replaced.json))).toEqual(new Set([owner.number, second]))
    expect(await asOwner('DELETE', path, { user_ids: [second] })).toMatchObject({ status: 200, text: '' })
    expect(idsOf((await server.owner('GET', path)).json)).toEqual([owner.number])
  })

  it('are people of the account', async () => {
    const { id } = await make('strangers')
    const path = `/teams/${id}/team_members`
    const refused = { status: 401, json: { error: 'Invalid User IDs' } }
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const user_ids = [numbers()[0], server.foreign.member]
      expect(await asOwner(method, path, { user_ids })).toMatchObject(refused)
    }
    expect(await asOwner('POST', path, { user_ids: [String(numbers()[0])] })).toMatchObject(refused)
    expect((await server.owner('GET', path)).json).toEqual([])
    expect((await asOwner('GET', '/teams/999999/team_members')).status).toBe(404)
    expect((await asOwner('POST', '/teams/999999/team_members', { user_ids: [] })).status).toBe(404)
    expect((await asOwner('POST', path, {})).status).toBe(422)
  })
})

describe('assignable agents', () => {
  it('are the members of all the inboxes, and administrators', async () => {
    const { inbox, owner } = server.seeded
    const everybody = new Set([owner.number, ...numbers()])
    const ids = (json: unknown) => new Set(idsOf((json as { payload: unknown }).payload))
    const one = await asAgent('GET', `/assignable_agents?inbox_ids[]=${inbox.number}`)
    expect(ids(one.json)).toEqual(everybody)
    expect(ids((await asAgent('GET', `/inboxes/${inbox.number}/assignable_agents`)).json)).toEqual(everybody)
    const made = await server.owner('POST', '/inboxes', { name: 'Second', channel: { type: 'api' } })
    const other = (made.json as { readonly id: number }).id
    const both = `/assignable_agents?inbox_ids[]=${inbox.number}&inbox_ids[]=${other}`
    expect(ids((await server.owner('GET', both)).json)).toEqual(new Set([owner.number]))
    expect((await asAgent('GET', both)).status).toBe(401)
    expect((await asAgent('GET', '/assignable_agents?inbox_ids[]=999999')).status).toBe(404)
    expect((await asAgent('GET', '/assignable_agents')).status).toBe(404)
  })
})

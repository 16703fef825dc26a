import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY } from '@parlance/core'
import { addAgentIdentity, addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const TEAMS = '/api/v1/teams'
const NOBODY = '00000000-0000-7000-8000-000000000000'

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.owner, body })
const asAgent = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.agents[0], body })
const asStranger = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.other.tokens.owner, body })

interface Team {
  readonly id: string
  readonly name: string
}

const make = async (name: string) => (await asOwner('POST', TEAMS, { name })).json as Team

const tokenMailedTo = (email: string) => {
  const mail = server.world.mailer.sent.findLast(({ to }) => to === email)
  return /inv_\S+/.exec(mail?.text ?? '')?.[0] ?? ''
}

const accept = (body: unknown) => server.ask('POST', `${TEAMS}/invitations/accept`, { body })
const PASSWORD = 'a long enough password'

describe('teams', () => {
  it('are made and listed', async () => {
    const made = await asOwner('POST', TEAMS, { name: ' Night Shift ', description: 'after eight' })
    expect(made).toMatchObject({
      status: 201,
      json: { name: 'night shift', description: 'after eight', members_count: 0, shared_bots: [] },
    })
    await make('athens')
    const listed = await asAgent('GET', `${TEAMS}?limit=1`)
    expect(listed).toMatchObject({ status: 200, json: { limit: 1, offset: 0, items: [{ name: 'athens' }] } })
    const { total } = listed.json as { readonly total: number }
    expect(await asAgent('GET', `${TEAMS}?limit=1&offset=${total}`)).toMatchObject({ json: { items: [] } })
    expect(await asOwner('POST', TEAMS, { name: 'ATHENS' })).toMatchObject({
      status: 400,
      json: { code: 'validation_failed', errors: [{ path: 'name', message: 'is taken' }] },
    })
    expect(await asOwner('POST', TEAMS, {})).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'name', message: 'is required' }] },
    })
    expect(await asOwner('GET', `${TEAMS}?limit=201`)).toMatchObject({ status: 400 })
  })

  it('are changed by administrators alone, and seen by nobody else', async () => {
    const { id } = await make('secret')
    const refused = { status: 403, json: { code: 'forbidden' } }
    expect(await asAgent('POST', TEAMS, { name: 'mine' })).toMatchObject(refused)
    expect(await asAgent('POST', `${TEAMS}/${id}/invite`, { email: 'x@y.test' })).toMatchObject(refused)
    expect(await asAgent('POST', `${TEAMS}/${id}/share-bot`, { bot_id: NOBODY })).toMatchObject(refused)
    expect(await asAgent('GET', `${TEAMS}/${id}/invitations`)).toMatchObject(refused)
    expect((await server.ask('GET', TEAMS)).status).toBe(401)
    const nothing = { status: 404, json: { code: 'not_found' } }
    expect(await asStranger('GET', `${TEAMS}/${id}/members`)).toMatchObject(nothing)
    expect(await asStranger('POST', `${TEAMS}/${id}/invite`, { email: 'x@y.test' })).toMatchObject(nothing)
    expect(await asStranger('POST', `${TEAMS}/${id}/share-bot`, { bot_id: NOBODY })).toMatchObject(nothing)
    expect(await asOwner('GET', `${TEAMS}/${NOBODY}/members`)).toMatchObject(nothing)
    expect((await asOwner('GET', `${TEAMS}/7/members`)).status).toBe(404)
  })

  it('let members leave', async () => {
    const { id } = await make('leaving')
    const [agent] = server.seeded.agents
    await asOwner('POST', `${TEAMS}/${id}/invite`, { email: agent?.email })
    const members = `${TEAMS}/${id}/members`
    expect((await asAgent('GET', members)).json).toMatchObject({
      total: 1,
      items: [{ id: agent?.id, email: agent?.email, role: 'agent' }],
    })
    expect(await asAgent('DELETE', `${members}/${agent?.id}`)).toMatchObject({ status: 403 })
    expect(await asOwner('DELETE', `${members}/${agent?.id}`)).toMatchObject({ status: 204, text: '' })
    expect(await asOwner('DELETE', `${members}/${agent?.id}`)).toMatchObject({ status: 404 })
    expect((await asOwner('GET', members)).json).toMatchObject({ total: 0, items: [] })
  })
})

describe('an invitation', () => {
  it('is mailed, and makes a member of whoever accepts it, once', async () => {
    const { id } = await make('welcome')
    const invited = await asOwner('POST', `${TEAMS}/${id}/invite`, {
      email: ' New@Here.test',
      role: 'administrator',
    })
    expect(invited).toMatchObject({
      status: 201,
      json: {
        status: 'pending',
        member: null,
        invitation: { email: 'new@here.test', role: 'administrator', invited_by: server.seeded.owner.id },
      },
    })
    const token = tokenMailedTo('new@here.test')
    expect(token.length).toBeGreaterThan(64)
    expect(invited.text).not.toContain(token)
    expect((await asOwner('GET', `${TEAMS}/${id}/invitations`)).json).toMatchObject({ total: 1 })
    for (const [sent, path] of [
      [{ token }, 'password'],
      [{ token, password: 'short' }, 'password'],
      [{ token, password: PASSWORD, name: ' ' }, 'name'],
      [{}, 'token'],
    ]) {
      const problem = { status: 400, json: { code: 'validation_failed', errors: [{ path }] } }
      expect(await accept(sent)).toMatchObject(problem)
    }
    expect(await accept({ token, password: PASSWORD, name: 'Newcomer' })).toMatchObject({
      status: 200,
      json: { user: { email: 'new@here.test', name: 'Newcomer', role: 'administrator' } },
    })
    expect(await accept({ token, password: PASSWORD })).toMatchObject({
      status: 404,
      json: { code: 'invitation_not_found' },
    })
    const members = (await asOwner('GET', `${TEAMS}/${id}/members`)).json
    expect(members).toMatchObject({ total: 1, items: [{ email: 'new@here.test' }] })
    expect((await asOwner('GET', `${TEAMS}/${id}/invitations`)).json).toMatchObject({ total: 0 })
  })

  it('is accepted once by a call that is repeated, which is answered as it was', async () => {
    const { id } = await make('repeated')
    await asOwner('POST', `${TEAMS}/${id}/invite`, { email: 'repeated@here.test' })
    const body = { token: tokenMailedTo('repeated@here.test'), password: PASSWORD }
    const ask = (sent: unknown) =>
      server.ask('POST', `${TEAMS}/invitations/accept`, { body: sent, headers: { 'idempotency-key': 'k-1' } })
    const first = await ask(body)
    const again = await ask(body)
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.json).toEqual(first.json)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await ask({ ...body, name: 'Another' })).status).toBe(422)
    expect((await accept(body)).status).toBe(404)
  })

  it('is accepted by one of many who try at once', async () => {
    const { id } = await make('once')
    await asOwner('POST', `${TEAMS}/${id}/invite`, { email: 'race@here.test' })
    const token = tokenMailedTo('race@here.test')
    const tries = await Promise.all([1, 2, 3, 4].map(() => accept({ token, password: PASSWORD })))
    expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 404, 404, 404])
  })

  it('of a member takes it into the team at once, and changes no role', async () => {
    const { id } = await make('known')
    const { email } = server.seeded.agents[1] ?? {}
    const before = server.world.mailer.sent.length
    for (const _time of [1, 2]) {
      const answer = await asOwner('POST', `${TEAMS}/${id}/invite`, { email, role: 'administrator' })
      expect(answer).toMatchObject({
        status: 201,
        json: { status: 'accepted', invitation: null, member: { email, role: 'agent' } },
      })
    }
    expect(server.world.mailer.sent.length).toBe(before)
  })

  it('is replaced by the next one, taken back, and too old after seven days', async () => {
    const { id } = await make('changing')
    const path = `${TEAMS}/${id}/invite`
    const email = 'changing@here.test'
    const gone = { status: 404, json: { code: 'invitation_not_found' } }
    await asOwner('POST', path, { email })
    const first = tokenMailedTo(email)
    const second = (await asOwner('POST', path, { email })).json as {
      readonly invitation: { readonly id: string }
    }
    expect(await accept({ token: first, password: PASSWORD })).toMatchObject(gone)
    const revoked = `${TEAMS}/${id}/invitations/${second.invitation.id}`
    expect(await asStranger('DELETE', revoked)).toMatchObject(gone)
    expect(await asOwner('DELETE', revoked)).toMatchObject({ status: 204 })
    expect(await asOwner('DELETE', revoked)).toMatchObject(gone)
    expect(await accept({ token: tokenMailedTo(email), password: PASSWORD })).toMatchObject(gone)
    await asOwner('POST', path, { email })
    server.world.clock.advance(7 * DAY)
    expect(await accept({ token: tokenMailedTo(email), password: PASSWORD })).toMatchObject(gone)
    for (const token of ['x', 'inv_', `inv_${'0'.repeat(32)}_${'0'.repeat(64)}`])
      expect(await accept({ token, password: PASSWORD })).toMatchObject(gone)
  })

  it('of somebody who works elsewhere cannot be accepted', async () => {
    const { id } = await make('elsewhere')
    const { email } = server.other.owner
    expect(await asOwner('POST', `${TEAMS}/${id}/invite`, { email })).toMatchObject({
      status: 201,
      json: { status: 'pending' },
    })
    expect(await accept({ token: tokenMailedTo(email), password: PASSWORD })).toMatchObject({
      status: 409,
      json: { code: 'email_taken' },
    })
  })

  it('names an address and a role', async () => {
    const { id } = await make('wrong')
    const invite = (body: unknown) => asOwner('POST', `${TEAMS}/${id}/invite`, body)
    expect(await invite({ email: 'nowhere' })).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'email' }] },
    })
    expect(await invite({ email: 'a@b.test', role: 'owner' })).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'role' }] },
    })
    expect(await invite({})).toMatchObject({ status: 400, json: { errors: [{ path: 'email' }] } })
  })
})

describe('a bot that is shared with a team', () => {
  it('shows its inboxes to the members of the team, for as long as it is', async () => {
    const { organization } = server.seeded
    const bot = await addAgentIdentity(server, organization.id)
    const inbox = await addInbox(server, organization.id, { name: 'Shared', agentIdentityId: bot.id })
    const { id } = await make('with a bot')
    const seesInbox = async () => {
      const { status } = await asAgent('GET', `${server.account}/inboxes/${inbox.number}`)
      return status === 200
    }
    const share = () => asOwner('POST', `${TEAMS}/${id}/share-bot`, { bot_id: bot.id })
    for (const _time of [1, 2]) {
      expect(await share()).toMatchObject({
        status: 200,
        json: { id, shared_bots: [{ id: bot.id, name: bot.name }] },
      })
    }
    expect(await seesInbox()).toBe(false)
    await asOwner('POST', `${TEAMS}/${id}/invite`, { email: server.seeded.agents[0]?.email })
    expect(await seesInbox()).toBe(true)
    const { items } = (await asAgent('GET', TEAMS)).json as { readonly items: readonly Team[] }
    expect(items.find((team) => team.id === id)).toMatchObject({ shared_bots: [{ id: bot.id }] })
    expect(await asOwner('DELETE', `${TEAMS}/${id}/share-bot/${bot.id}`)).toMatchObject({ status: 204 })
    expect(await seesInbox()).toBe(false)
  })

  it('is one of the organization', async () => {
    const { id } = await make('without a bot')
    const foreign = await addAgentIdentity(server, server.other.organization.id)
    const share = (body: unknown) => asOwner('POST', `${TEAMS}/${id}/share-bot`, body)
    expect(await share({ bot_id: foreign.id })).toMatchObject({ status: 404, json: { code: 'not_found' } })
    expect(await share({ bot_id: '7' })).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'bot_id' }] },
    })
  })
})

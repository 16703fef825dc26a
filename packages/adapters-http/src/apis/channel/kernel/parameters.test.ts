import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'
import { CHANNEL_ROUTES } from '../channel-routes.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const owner = () => server.seeded.tokens.owner

const form = (fields: Readonly<Record<string, string>>): FormData => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

/** Routes that take a root key, with fields that make something new each time. */
const ROOTS: readonly (readonly [
  path: string,
  root: string,
  fields: (n: number) => Record<string, string>,
])[] = [
  ['/webhooks', 'webhook', (n) => ({ url: `https://hooks.acme.test/${n}` })],
  ['/agents', 'agent', (n) => ({ email: `agent-${n}@acme.test`, name: 'Ada', role: 'agent' })],
  ['/agent_bots', 'agent_bot', () => ({ name: 'Helper' })],
]

describe.each(ROOTS)('POST %s', (path, root, fields) => {
  const say = async (body: unknown) =>
    (await server.ask('POST', `${server.account}${path}`, { token: owner(), body })).status

  it('takes its fields flat and under the root key, as JSON and as a form', async () => {
    const under = Object.fromEntries(
      Object.entries(fields(3)).map(([name, value]) => [`${root}[${name}]`, value]),
    )
    const urlencoded = new URLSearchParams()
    for (const [name, value] of Object.entries(fields(4))) urlencoded.set(`${root}[${name}]`, value)
    expect([
      await say(fields(1)),
      await say({ [root]: fields(2) }),
      await say(form(under)),
      await say(urlencoded),
    ]).toEqual([200, 200, 200, 200])
  })

  it('knows nothing of other fields, and says nothing about them', async () => {
    expect(await say({ ...fields(5), surprise: { deep: [1] }, id: 7, account_id: 8 })).toBe(200)
  })
})

describe('booleans and numbers', () => {
  const inbox = async (body: object) => {
    const all = { name: 'Shop', channel: { type: 'api' }, ...body }
    return (await server.owner('POST', '/inboxes', all)).json as Record<string, unknown>
  }

  it.each([
    [true, true],
    ['true', true],
    ['1', true],
    [1, true],
    [false, false],
    ['false', false],
    ['0', false],
    [0, false],
  ])('%j is %j', async (sent, meant) => {
    expect(await inbox({ greeting_enabled: sent })).toMatchObject({ greeting_enabled: meant })
  })

  it('that are neither are refused by name', async () => {
    const body = { name: 'Shop', channel: { type: 'api' }, greeting_enabled: 'maybe' }
    const answer = await server.ask('POST', `${server.account}/inboxes`, { token: owner(), body })
    expect(answer).toMatchObject({
      status: 422,
      json: { message: 'Greeting enabled is invalid', attributes: ['greeting_enabled'] },
    })
  })

  it('may be strings where an id is asked for, and not in the ids of members', async () => {
    const { inbox: own, agents } = server.seeded
    const [agent] = agents
    const members = (user_ids: unknown) =>
      server.ask('PATCH', `${server.account}/inbox_members`, {
        token: owner(),
        body: { inbox_id: `${own.number}`, user_ids },
      })
    expect((await members([agent?.number])).status).toBe(200)
    expect(await members([`${agent?.number}`])).toMatchObject({
      status: 422,
      json: { message: 'User must exist', attributes: ['user'] },
    })
  })
})

describe('every route', () => {
  const withoutParams = CHANNEL_ROUTES.flatMap((route) =>
    route.methods.map((method) => ({ name: `${method} ${route.path}`, method, route })),
  )

  it.each(withoutParams)('is there with a slash at its end: $name', async ({ method, route }) => {
    const path = route.path
      .replace('{account_id}', `${server.seeded.organization.number}`)
      .replaceAll(/\{\w+\}/g, '999999999')
    const [bare, slashed] = await Promise.all(
      [path, `${path}/`].map((one) => server.ask(method.toUpperCase(), one)),
    )
    expect(slashed?.status).toBe(bare?.status)
    expect(slashed?.json).toEqual(bare?.json)
  })

  it('that changes what there is goes by PUT and by PATCH', () => {
    const lonely = CHANNEL_ROUTES.filter(
      ({ methods }) => methods.some((one) => one === 'put') !== methods.some((one) => one === 'patch'),
    )
    expect(lonely.map(({ path }) => path)).toEqual([])
  })

  it('that answers nothing has an empty body', async () => {
    const { json } = await server.owner('POST', '/webhooks', { url: 'https://hooks.acme.test/empty' })
    const { id } = (json as { payload: { webhook: { id: number } } }).payload.webhook
    const answer = await server.owner('DELETE', `/webhooks/${id}`)
    expect([answer.status, answer.text]).toEqual([200, ''])
  })
})

describe('a path that leads nowhere', () => {
  it.each([
    ['GET', '/api/v1/accounts/1/nothing'],
    ['POST', '/api/v1/accounts/1/inboxes/1/nothing'],
    ['PURGE', '/api/v1/profile'],
    ['GET', '/api/v2/nothing'],
    ['DELETE', '/api/v1/accounts/1/inbox_members/1'],
  ])('is not found: %s %s', async (method, path) => {
    expect(await server.ask(method, path, { token: owner() })).toMatchObject({
      status: 404,
      json: { status: 404, error: 'Not Found' },
    })
  })
})

describe('what is missing and what is wrong', () => {
  it.each([
    ['POST', '/agents', { name: 'Ada' }, { error: 'param is missing or the value is empty: email' }],
    ['POST', '/webhooks', { url: 'hooks' }, { message: 'Url is invalid', attributes: ['url'] }],
    [
      'POST',
      '/contacts',
      { email: 'nobody', phone_number: '123' },
      {
        message: 'Email Invalid email, Phone number should be in e164 format',
        attributes: ['email', 'phone_number'],
      },
    ],
    ['PATCH', '/conversations/1', { priority: 'soon' }, { attributes: ['priority'] }],
    ['POST', '/conversations/1/toggle_status', { status: 'asleep' }, { attributes: ['status'] }],
    [
      'POST',
      '/conversations/1/messages',
      { content: 'x'.repeat(150_001) },
      { error: 'Validation failed: Content is too long (maximum is 150000 characters)' },
    ],
  ])('is told with 422: %s %s', async (method, path, body, json) => {
    const number = server.seeded.conversation.conversation.number
    const address = `${server.account}${path.replace('/1', `/${number}`)}`
    const answer = await server.ask(method, address, { token: owner(), body })
    expect(answer).toMatchObject({ status: 422, json })
  })
})

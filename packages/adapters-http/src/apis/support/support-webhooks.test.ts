import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'
import { mintKeys, type SupportKeys, said } from './support.fixtures.ts'

let server: TestServer
let keys: SupportKeys
beforeAll(async () => {
  server = await openTestServer()
  keys = await mintKeys(server)
})
afterAll(() => server.close())

const PATH = '/api/v1/webhooks'

interface Webhook {
  readonly id: string
  readonly events: readonly string[]
  readonly secret?: string
}

describe('webhooks of the support API', () => {
  it('are made with a secret that is shown once, listed, changed and removed', async () => {
    const body = {
      url: 'https://hooks.acme.test/support',
      events: ['message.created', 'conversation.created'],
    }
    const made = said<Webhook>(await keys.as('server', 'POST', `${PATH}/`, body), 201)
    expect(made).toMatchObject({
      ...body,
      events: ['conversation.created', 'message.created'],
      is_active: true,
      secret: expect.stringMatching(/^whsec_/),
    })
    const { secret: _secret, ...shown } = made
    expect(said(await keys.as('server', 'GET', PATH), 200)).toEqual({ count: 1, results: [shown] })
    const changed = await keys.as('server', 'PUT', `${PATH}/${made.id}`, { events: ['callback.requested'] })
    expect(said(changed, 200)).toMatchObject({ id: made.id, url: body.url, events: ['callback.requested'] })
    expect(changed.json).not.toHaveProperty('secret')
    expect(await keys.as('server', 'DELETE', `${PATH}/${made.id}`)).toMatchObject({ status: 204, text: '' })
    expect(await keys.as('server', 'DELETE', `${PATH}/${made.id}/`)).toMatchObject({ status: 404 })
  })

  it('are an administrator’s too, and nobody else’s', async () => {
    const { owner, agents } = server.seeded.tokens
    const ask = (token: string | undefined) => server.ask('GET', PATH, { token })
    expect(await ask(owner)).toMatchObject({ status: 200 })
    expect(await ask(agents[0])).toMatchObject({ status: 403 })
    expect(await ask(undefined)).toMatchObject({ status: 401 })
  })

  it('are apart from those of the channel API, and may have the same address', async () => {
    const url = 'https://hooks.acme.test/both'
    await server.owner('POST', '/webhooks', { url, subscriptions: ['message_created'] })
    const made = said<Webhook>(
      await keys.as('server', 'POST', PATH, { url, events: ['message.created'] }),
      201,
    )
    const { json } = await server.owner('GET', '/webhooks')
    const listed = (json as { payload: { webhooks: readonly { subscriptions: readonly string[] }[] } })
      .payload
    expect(listed.webhooks.map(({ subscriptions }) => subscriptions)).toEqual([['message_created']])
    const again = await keys.as('server', 'POST', PATH, { url, events: ['message.created'] })
    expect(again).toMatchObject({ status: 400, json: { errors: { url: ['This field must be unique.'] } } })
    await keys.as('server', 'DELETE', `${PATH}/${made.id}`)
  })

  it.each([
    [{ events: ['message.created'] }, { url: ['This field is required.'] }],
    [{ url: 'https://hooks.acme.test/x' }, { events: ['This field is required.'] }],
    [{ url: 'ftp://hooks.acme.test', events: ['message.created'] }, { url: [expect.any(String)] }],
    [{ url: 'https://hooks.acme.test/x', events: [] }, { events: ['This is not a valid choice.'] }],
    [
      { url: 'https://hooks.acme.test/x', events: ['message_created'] },
      { events: ['This is not a valid choice.'] },
    ],
  ])('are refused as %j', async (body, errors) => {
    expect(await keys.as('server', 'POST', PATH, body)).toMatchObject({ status: 400, json: { errors } })
  })
})

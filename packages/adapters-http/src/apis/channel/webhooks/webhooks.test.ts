import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `${server.account}/webhooks${path}`, { token: server.seeded.tokens.owner, body })

interface Told {
  readonly payload: { readonly webhook: { readonly id: number; readonly secret: string } }
}

const DEFAULTS = [
  'conversation_status_changed',
  'conversation_updated',
  'conversation_created',
  'contact_created',
  'contact_updated',
  'message_created',
  'message_updated',
  'webwidget_triggered',
]

describe('webhooks', () => {
  it('are made, listed, changed and removed', async () => {
    const { inbox, organization } = server.seeded
    const made = await ask('POST', '', { url: 'https://acme.test/a', name: 'A', inbox_id: inbox.number })
    const { id, secret } = (made.json as Told).payload.webhook
    const webhook = {
      id,
      name: 'A',
      url: 'https://acme.test/a',
      account_id: organization.number,
      subscriptions: DEFAULTS,
      secret: expect.stringMatching(/^whsec_/),
      inbox: { id: inbox.number, name: inbox.name },
    }
    expect(made.json).toEqual({ payload: { webhook } })
    expect((await ask('GET', '')).json).toEqual({ payload: { webhooks: [{ ...webhook, secret }] } })
    const changed = await ask('PUT', `/${id}`, { webhook: { subscriptions: ['message_created'] } })
    expect(changed.json).toEqual({
      payload: { webhook: { ...webhook, secret, subscriptions: ['message_created'] } },
    })
    const moved = await ask('PATCH', `/${id}`, { url: 'http://acme.test/b', inbox_id: null })
    expect(moved.json).not.toHaveProperty('payload.webhook.inbox')
    const removed = await ask('DELETE', `/${id}`)
    expect(removed).toMatchObject({ status: 200, text: '' })
    expect((await ask('GET', '')).json).toEqual({ payload: { webhooks: [] } })
    expect((await ask('DELETE', `/${id}`)).status).toBe(404)
  })

  it('get the usual events for null', async () => {
    const made = await ask('POST', '', { url: 'https://acme.test/null', subscriptions: null })
    expect(made.json).toMatchObject({ payload: { webhook: { subscriptions: DEFAULTS } } })
  })

  it.each([
    [{}, { message: 'Url is invalid', attributes: ['url'] }],
    [{ url: 'acme' }, { message: 'Url is invalid', attributes: ['url'] }],
    [{ url: 'ftp://acme.test' }, { message: 'Url is invalid', attributes: ['url'] }],
    [
      { url: 'https://acme.test/x', subscriptions: [] },
      { message: 'Subscriptions Invalid events', attributes: ['subscriptions'] },
    ],
    [
      { url: 'https://acme.test/x', subscriptions: ['message_created', 'coffee'] },
      { message: 'Subscriptions Invalid events', attributes: ['subscriptions'] },
    ],
    [{ url: 'https://acme.test/null' }, { message: 'Url has already been taken', attributes: ['url'] }],
  ])('are refused: %j', async (body, json) => {
    expect(await ask('POST', '', body)).toMatchObject({ status: 422, json })
  })

  it('of another account, and inboxes of another account, are not there', async () => {
    const { webhook, inbox } = server.foreign
    expect((await ask('PATCH', `/${webhook}`, { name: 'Mine' })).status).toBe(404)
    expect((await ask('DELETE', `/${webhook}`)).status).toBe(404)
    expect((await ask('POST', '', { url: 'https://acme.test/y', inbox_id: inbox })).status).toBe(404)
  })
})

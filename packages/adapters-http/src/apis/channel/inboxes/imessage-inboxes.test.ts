import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let inbox: { readonly id: number; readonly inbox_identifier: string; readonly [key: string]: unknown }

beforeAll(async () => {
  server = await openTestServer()
  const { owner } = server.seeded.principals
  must(await server.engine.agentIdentities.create(owner, { handle: 'rex', imessageEnabled: true }))
  const { payload } = (await server.owner('GET', '/inboxes')).json as {
    readonly payload: readonly (typeof inbox)[]
  }
  const found = payload.find(({ channel_type }) => channel_type === 'Channel::Imessage')
  if (!found) throw new Error('There is no such inbox')
  inbox = found
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `${server.account}${path}`, { token: server.seeded.tokens.owner, body })

describe('the inbox of an agent identity', () => {
  it('gives nobody its conversations by itself, and keeps one for each human', async () => {
    expect(inbox).toMatchObject({
      name: 'rex',
      enable_auto_assignment: false,
      enable_email_collect: false,
      lock_to_single_conversation: true,
    })
    const body = { lock_to_single_conversation: false, greeting_enabled: true, greeting_message: 'Hi' }
    const changed = await ask('PATCH', `/inboxes/${inbox.id}`, body)
    expect(changed.json).toMatchObject({ lock_to_single_conversation: true, greeting_message: 'Hi' })
  })

  it('has no public door', async () => {
    const path = `/public/api/v1/inboxes/${inbox.inbox_identifier}`
    expect((await server.ask('GET', path)).status).toBe(404)
    expect((await server.ask('POST', `${path}/contacts`, { body: {} })).status).toBe(404)
  })

  it('is reached by connecting, and by no member in a contact’s name', async () => {
    const { number } = server.seeded.contact
    const address = { inbox_id: inbox.id, source_id: '+15557770001' }
    expect((await ask('POST', `/contacts/${number}/contact_inboxes`, address)).status).toBe(401)
    expect((await ask('POST', '/contacts', { ...address, name: 'New' })).status).toBe(401)
    const start = { inbox_id: inbox.id, contact_id: number }
    expect((await ask('POST', '/conversations', start)).status).toBe(404)
    const reachable = await ask('GET', `/contacts/${number}/contactable_inboxes`)
    expect(reachable.text).not.toContain('Channel::Imessage')
  })

  it('is opened by no member', async () => {
    const channel = { type: 'imessage' }
    expect((await ask('POST', '/inboxes', { name: 'Mine', channel })).status).toBe(422)
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addContact, addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

interface Started {
  readonly id: number
  readonly status: string
}

const start = (body: object, headers: Record<string, string> = {}) =>
  server.ask('POST', `${server.account}/conversations`, { token: server.seeded.tokens.owner, body, headers })
const messagesOf = async ({ json }: { readonly json: unknown }) => {
  const answer = await server.owner('GET', `/conversations/${(json as Started).id}/messages`)
  return (answer.json as { payload: { content: string; private: boolean }[] }).payload
}
const wanted = () => ({ inbox_id: server.seeded.inbox.number, contact_id: server.seeded.contact.number })

describe('the message that a conversation starts with', () => {
  it('may be anything that can be said', async () => {
    const started = await start({
      ...wanted(),
      message: {
        content: 'Choose, {{contact.name}}',
        content_type: 'input_select',
        content_attributes: { items: [{ title: 'A', value: 'a' }] },
        template_params: { name: 'choice' },
      },
    })
    expect(started).toMatchObject({
      status: 200,
      json: {
        messages: [
          { content_type: 'input_select', additional_attributes: { template_params: { name: 'choice' } } },
        ],
      },
    })
  })

  it('is a note where it is private, and nothing where it is empty', async () => {
    const noted = await start({ ...wanted(), message: { content: 'Call back', private: 'true' } })
    expect(await messagesOf(noted)).toMatchObject([{ content: 'Call back', private: true }])
    expect(await messagesOf(await start({ ...wanted(), message: {} }))).toEqual([])
    expect(await messagesOf(await start({ ...wanted(), message: { content: '' } }))).toEqual([])
  })

  it('takes the conversation with it when it is refused', async () => {
    const count = async () =>
      (await server.owner('GET', '/conversations/meta?status=all')).json as { meta: { all_count: number } }
    const before = await count()
    const refused = await start({ ...wanted(), message: { content: 'x'.repeat(150_001) } })
    expect(refused.status).toBe(422)
    expect(await count()).toEqual(before)
  })

  it('is said in the one there is, where the inbox is locked to a single conversation', async () => {
    const inbox = await addInbox(server, server.seeded.organization.id, { lockToSingleConversation: true })
    const body = { ...wanted(), inbox_id: inbox.number }
    const first = await start({ ...body, message: { content: 'One' } })
    await server.owner('POST', `/conversations/${(first.json as Started).id}/toggle_status`, {
      status: 'resolved',
    })
    const again = { ...body, status: 'pending', message: { content: 'Two' } }
    const second = await start(again, { 'Idempotency-Key': 'second' })
    const replayed = await start(again, { 'Idempotency-Key': 'second' })
    expect(second.json).toMatchObject({ id: (first.json as Started).id, status: 'resolved' })
    expect(replayed.json).toMatchObject({ id: (first.json as Started).id })
    const said = (await messagesOf(first)).map(({ content }) => content)
    expect(said.filter((content) => ['One', 'Two'].includes(content))).toEqual(['One', 'Two'])
  })
})

describe('a conversation', () => {
  it('is born resolved with a blocked contact', async () => {
    const { contact } = await addContact(server, server.seeded.inbox, { blocked: true })
    const started = await start({ ...wanted(), contact_id: contact.number, status: 'open' })
    expect(started.json).toMatchObject({ status: 'resolved', muted: true })
  })

  it('counts its new address as proven when it is told so', async () => {
    expect((await start({ ...wanted(), hmac_verified: true })).json).toMatchObject({
      meta: { hmac_verified: true },
    })
    expect((await start(wanted())).json).toMatchObject({ meta: { hmac_verified: false } })
  })

  it('finds the address that its contact has, or makes it', async () => {
    const body = { ...wanted(), source_id: 'thread-9' }
    const [first, second] = [await start(body), await start(body)]
    expect(first.status).toBe(200)
    expect((first.json as Started).id).not.toBe((second.json as Started).id)
    const listed = await server.owner('GET', '/conversations?source_id=thread-9')
    expect(listed.json).toMatchObject({ data: { meta: { all_count: 2 } } })
  })

  it('forgets a referer that is no web address', async () => {
    const referers = async (referer: string) =>
      (await start({ ...wanted(), additional_attributes: { referer, browser: 'x' } })).json
    expect(await referers('https://acme.test/shop')).toMatchObject({
      additional_attributes: { referer: 'https://acme.test/shop', browser: 'x' },
    })
    expect(await referers('javascript:alert(1)')).toMatchObject({
      additional_attributes: { referer: null, browser: 'x' },
    })
  })

  it('is refused with attributes that are too long', async () => {
    const note = 'x'.repeat(1_501)
    expect(await start({ ...wanted(), custom_attributes: { note } })).toMatchObject({
      status: 422,
      json: { attributes: ['custom_attributes'] },
    })
    const { sourceId } = server.seeded.contactPoint
    const outside = await server.ask('POST', `${server.publicInbox}/contacts/${sourceId}/conversations`, {
      body: { custom_attributes: { note } },
    })
    expect(outside).toMatchObject({ status: 422, json: { attributes: ['custom_attributes'] } })
  })
})

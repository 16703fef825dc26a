import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Asking, openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const asOwner = (method: string, path: string, asking: Asking = {}) =>
  server.ask(method, `${server.account}${path}`, { token: server.seeded.tokens.owner, ...asking })

const messages = () => `/conversations/${server.seeded.conversation.conversation.number}/messages`

const json = { 'content-type': 'application/json' }

describe('a body', () => {
  it('may be JSON by any name', async () => {
    const body = '{"name":"Ann"}'
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/vnd.api+json']) {
      const answer = await asOwner('POST', '/contacts', { body, headers: { 'content-type': type } })
      expect(answer.status).toBe(200)
    }
  })

  it('may be a form', async () => {
    const body = new URLSearchParams([
      ['name', 'Ann'],
      ['blocked', 'true'],
      ['custom_attributes[plan]', 'gold'],
      ['custom_attributes[team][size]', '3'],
    ])
    const answer = await asOwner('POST', '/contacts', { body })
    expect(answer.json).toMatchObject({
      payload: {
        contact: { name: 'Ann', blocked: true, custom_attributes: { plan: 'gold', team: { size: '3' } } },
      },
    })
  })

  it('may be a multipart form, with JSON in its fields', async () => {
    const body = new FormData()
    body.append('content', 'Psst')
    body.append('private', 'true')
    body.append('message_type', 'outgoing')
    body.append('content_attributes', '{"items":[7]}')
    body.append('echo_id', '12')
    const answer = await asOwner('POST', messages(), { body })
    expect(answer.json).toMatchObject({
      content: 'Psst',
      private: true,
      message_type: 1,
      content_attributes: { items: [7] },
      echo_id: '12',
    })
  })

  it('may lie under its root key, in JSON and in forms, or flat', async () => {
    const url = (name: string) => `https://acme.test/${name}`
    const bodies = [
      { webhook: { url: url('nested') } },
      { url: url('flat') },
      new URLSearchParams([['webhook[url]', url('form')]]),
    ]
    for (const body of bodies) expect((await asOwner('POST', '/webhooks', { body })).status).toBe(200)
  })

  it('may carry what nobody asked for', async () => {
    const answer = await asOwner('POST', '/contacts', { body: { name: 'Ann', shoe_size: 39 } })
    expect(answer.status).toBe(200)
  })

  it('must be valid JSON', async () => {
    const answer = await asOwner('POST', '/contacts', { body: '{"name":', headers: json })
    expect(answer).toMatchObject({
      status: 400,
      json: { error: 'The request body is not valid JSON' },
    })
    const told = await server.ask('POST', `${server.publicInbox}/contacts`, { body: '{', headers: json })
    expect(told).toMatchObject({ status: 400, json: { status: 400, error: 'Bad Request' } })
  })

  it.each(['[]', '3', 'null', '"text"'])('must be an object, not %s', async (body) => {
    const answer = await asOwner('POST', '/contacts', { body, headers: json })
    expect(answer).toMatchObject({ status: 400, json: { error: 'The request body is not a JSON object' } })
  })

  it('must be of a type that is read', async () => {
    const answer = await asOwner('POST', '/contacts', {
      body: '<name/>',
      headers: { 'content-type': 'text/xml' },
    })
    expect(answer.status).toBe(415)
  })
})

describe('what a body says', () => {
  it.each([
    ['a null character', '{"custom_attributes":{"a":{"b":"x\\u0000y"}}}', 'custom_attributes.a.b'],
    ['half of a surrogate pair', '{"name":"\\ud800"}', 'name'],
    ['a null character in a key', '{"custom_attributes":{"a\\u0000":1}}', 'custom_attributes'],
  ])('cannot hold %s', async (_what, body, attribute) => {
    const answer = await asOwner('POST', '/contacts', { body, headers: json })
    expect(answer).toMatchObject({ status: 422, json: { attributes: [attribute] } })
    expect(answer.text).toContain('contains')
  })

  it('cannot hold them in JSON inside a form either', async () => {
    const body = new FormData()
    body.append('custom_attributes', '{"bio":"\\u0000"}')
    const answer = await asOwner('POST', '/contacts', { body })
    expect(answer).toMatchObject({ status: 422, json: { attributes: ['custom_attributes'] } })
  })

  it.each([40, 200_000])('cannot be nested %d deep', async (depth) => {
    const body = `{"custom_attributes":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`
    const answer = await asOwner('POST', '/contacts', { body, headers: json })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('is nested too deeply')
  })

  it('changes no prototype', async () => {
    const body =
      '{"name":"Ann","__proto__":{"polluted":1},"custom_attributes":{"__proto__":{"polluted":1},"a":1}}'
    const answer = await asOwner('POST', '/contacts', { body, headers: json })
    expect(answer.json).toMatchObject({ payload: { contact: { custom_attributes: { a: 1 } } } })
    expect(answer.text).not.toContain('polluted')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    const form = new URLSearchParams([
      ['name', 'Ann'],
      ['custom_attributes[__proto__][polluted]', '1'],
    ])
    await asOwner('POST', '/contacts', { body: form })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('cannot be in the query either', async () => {
    const answer = await asOwner('GET', '/contacts/search?q=%00')
    expect(answer).toMatchObject({ status: 422, json: { attributes: ['q'] } })
  })
})

describe('files', () => {
  const formWith = (file: Blob) => {
    const form = new FormData()
    form.append('content', 'See this')
    form.append('attachments[]', file, 'cat.png')
    return form
  }

  it('are refused where none are taken', async () => {
    const refused = await asOwner('POST', '/webhooks', { body: formWith(new Blob(['meow'])) })
    expect(refused).toMatchObject({
      status: 422,
      json: { message: 'Attachments is not supported', attributes: ['attachments'] },
    })
  })

  it('are ignored when nobody chose one', async () => {
    const answer = await asOwner('POST', messages(), { body: formWith(new Blob([])) })
    expect(answer).toMatchObject({ status: 200, json: { content: 'See this' } })
  })
})

const MEGABYTE = 1024 * 1024

describe('10 MB', () => {
  it('are the most that a body may have', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(11 * MEGABYTE) })
    const answer = await asOwner('POST', '/contacts', { body, headers: json })
    expect(answer).toMatchObject({
      status: 413,
      json: { error: 'The request body is larger than 10 MB' },
    })
  })

  it('are the most that a form may have', async () => {
    const body = new FormData()
    for (let count = 0; count < 6; count += 1) body.append(`field${count}`, 'x'.repeat(2 * MEGABYTE))
    expect((await asOwner('POST', '/contacts', { body })).status).toBe(413)
  })

  it.each(['application/json', 'multipart/form-data; boundary=b'])(
    'hold for a body of %s that does not say how long it is',
    async (type) => {
      const start = type.startsWith('multipart')
        ? '--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n'
        : '{"name":"'
      expect(await statusOfEndless(type, start)).toBe(413)
    },
  )

  it('hold for a form of many fields that does not say how long it is', async () => {
    const field = `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(MEGABYTE)}\r\n`
    expect(await statusOfEndless('multipart/form-data; boundary=b', '', field)).toBe(413)
  })
})

/** Sends twelve pieces of about a megabyte without a length, and tells how it was answered. */
const statusOfEndless = (type: string, start: string, piece = 'x'.repeat(MEGABYTE)): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      `${server.url}${server.account}/contacts`,
      {
        method: 'POST',
        headers: {
          api_access_token: server.seeded.tokens.owner,
          'content-type': type,
          'transfer-encoding': 'chunked',
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    request.on('error', reject)
    request.write(start)
    for (let count = 0; count < 12; count += 1) request.write(piece)
    request.end()
  })

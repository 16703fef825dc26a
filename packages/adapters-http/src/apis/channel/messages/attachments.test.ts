import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY, MINUTE } from '@parlance/core'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

const LIMIT = 1_000_000

let server: TestServer
let messages = ''
let publicMessages = ''
beforeAll(async () => {
  server = await openTestServer({ fileLimit: LIMIT })
  const { conversation, contactPoint } = server.seeded
  messages = `/conversations/${conversation.conversation.number}/messages`
  publicMessages = `${server.publicInbox}/contacts/${contactPoint.sourceId}${messages}`
})
afterAll(() => server.close())

/** A PNG's first bytes: enough to be told from other files, 3 by 2 pixels. */
const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 3, 0, 0, 0, 2,
])

type Sent = readonly [content: string | Uint8Array<ArrayBuffer>, name: string]

const formOf = (files: readonly Sent[], fields: Readonly<Record<string, string>> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const [content, name] of files) form.append('attachments[]', new Blob([content]), name)
  return form
}

interface Shown {
  readonly id: number
  readonly attachments?: readonly {
    readonly id: number
    readonly data_url: string
    readonly thumb_url: string
  }[]
}

const post = async (form: FormData | object, headers: Record<string, string> = {}) => {
  const answer = await server.ask('POST', server.account + messages, {
    token: server.seeded.tokens.owner,
    body: form,
    headers,
  })
  return { ...answer, json: answer.json as Shown }
}

const urlOf = (message: Shown): string => {
  const url = message.attachments?.[0]?.data_url
  if (url === undefined) throw new Error('There is no attachment')
  return url
}

const followed = async (url: string, init: RequestInit = {}) => {
  const found = await fetch(url, { redirect: 'manual' })
  expect(found.status).toBe(302)
  return fetch(new URL(found.headers.get('location') ?? '', url), init)
}

/** Nothing that was received may stay where it was received. */
const leftOver = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('parlance-received-'))

describe('a message with files', () => {
  it('needs no words, and tells what the files are', async () => {
    const before = await leftOver()
    const answer = await post(
      formOf([
        [PNG, 'Prüfung 1.png'],
        ['hello', 'notes.png'],
      ]),
    )
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ content: null, message_type: 1 })
    const id = answer.json.id
    const account_id = server.seeded.organization.number
    expect(answer.json.attachments).toEqual([
      {
        id: id * 16,
        message_id: id,
        account_id,
        file_type: 'image',
        extension: 'png',
        content_type: 'image/png',
        data_url: expect.stringMatching(`^${server.url}/blobs/[\\w-]+/Pr%C3%BCfung%201.png$`),
        thumb_url: expect.stringMatching(`^${server.url}/blobs/[\\w-]+/thumbnail/`),
        file_size: PNG.length,
        width: 3,
        height: 2,
      },
      {
        id: id * 16 + 1,
        message_id: id,
        account_id,
        // By what is in it, and not by what it is called.
        file_type: 'file',
        extension: 'png',
        content_type: 'text/plain',
        data_url: expect.stringContaining('/notes.png'),
        thumb_url: '',
        file_size: 5,
        width: null,
        height: null,
      },
    ])
    expect(await leftOver()).toEqual(before)
  })

  it('is listed with them, for members and for the contact', async () => {
    const { json } = await post(formOf([[PNG, 'a.png']], { content: 'Look' }))
    const listed = await server.owner('GET', messages)
    const { payload } = listed.json as { payload: readonly Shown[] }
    expect(payload.at(-1)).toMatchObject({ id: json.id, attachments: json.attachments })
    const seen = (await server.ask('GET', publicMessages)).json as readonly Shown[]
    expect(seen.at(-1)).toMatchObject({ id: json.id, attachments: json.attachments })
    const conversation = await server.owner('GET', messages.replace('/messages', ''))
    expect(conversation.json).toMatchObject({
      messages: [{ id: json.id, attachments: json.attachments }],
      last_non_activity_message: { attachments: json.attachments },
    })
  })

  it('can come from the contact', async () => {
    const body = formOf([['%PDF-1.7', 'bill.pdf']])
    const answer = await server.ask('POST', publicMessages, { body })
    expect(answer).toMatchObject({
      status: 200,
      json: { content: null, message_type: 0, attachments: [{ content_type: 'application/pdf' }] },
    })
  })

  it('has 15 of them at most', async () => {
    const files = (count: number) => Array.from({ length: count }, (_, at): Sent => ['x', `${at}.txt`])
    expect((await post(formOf(files(15)))).json.attachments).toHaveLength(15)
    for (const count of [16, 20]) {
      expect(await post(formOf(files(count)))).toMatchObject({
        status: 422,
        json: { error: 'Validation failed: Attachments exceeded maximum allowed' },
      })
    }
  })

  it('is too large when all of them together are', async () => {
    const half = 'x'.repeat(LIMIT / 2 + 1)
    expect((await post(formOf([[half, 'a.txt']]))).status).toBe(200)
    expect(
      await post(
        formOf([
          [half, 'a.txt'],
          [half, 'b.txt'],
        ]),
      ),
    ).toMatchObject({
      status: 413,
      json: { error: `The files are larger than ${LIMIT} bytes together` },
    })
  })

  it('is not said where the caller may not write, and nothing is kept', async () => {
    const body = formOf([[PNG, 'a.png']])
    const where = `${server.account}/conversations/${server.foreign.conversation}/messages`
    const answer = await server.ask('POST', where, { token: server.seeded.tokens.owner, body })
    expect(answer.status).toBe(404)
    const elsewhere = publicMessages.replace(server.seeded.contactPoint.sourceId, 'nobody')
    expect((await server.ask('POST', elsewhere, { body })).status).toBe(404)
    expect(await leftOver()).toEqual([])
  })

  it('is said once for a key, and is another message with another file', async () => {
    const key = { 'idempotency-key': 'attach-1' }
    const first = await post(formOf([[PNG, 'a.png']]), key)
    const again = await post(formOf([[PNG, 'a.png']]), key)
    expect(again.json).toEqual(first.json)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await post(formOf([['other', 'a.png']]), key)).status).toBe(422)
    // The second copy is gone, and the first one is there.
    expect((await followed(urlOf(first.json))).status).toBe(200)
  })
})

describe('a file that was uploaded before', () => {
  const upload = async (token = server.seeded.tokens.owner) => {
    const form = new FormData()
    form.append('attachment', new Blob([PNG]), 'later.png')
    const answer = await server.ask('POST', `${server.account}/upload`, { token, body: form })
    return { ...answer, json: answer.json as { file_url: string; blob_id: string } }
  }

  it('goes with a message, and again with another', async () => {
    const { json } = await upload()
    expect(json.file_url).toContain(json.blob_id)
    const first = await post({ attachments: [json.blob_id] })
    expect(first.json.attachments).toMatchObject([{ file_type: 'image', data_url: json.file_url }])
    const second = await post({ attachments: [json.blob_id], content: 'Again' })
    expect(second.json.attachments).toMatchObject([{ file_type: 'image', file_size: PNG.length }])
    expect(urlOf(second.json)).not.toBe(json.file_url)
    expect((await followed(urlOf(second.json))).status).toBe(200)
  })

  it('is unknown when there is none, or in another account', async () => {
    const { json } = await upload()
    for (const id of ['nothing', '1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '']) {
      const body = { attachments: [id, id], content: null }
      expect((await post(body)).status).toBe(422)
    }
    const [, theirs] = [null, `/api/v1/accounts/${server.other.organization.number}${messages}`]
    const answer = await server.ask('POST', theirs, {
      token: server.other.tokens.owner,
      body: { attachments: [json.blob_id] },
    })
    expect(answer).toMatchObject({
      status: 422,
      json: { error: 'Validation failed: Attachments must exist' },
    })
  })

  it('must be a file', async () => {
    const answer = await server.ask('POST', `${server.account}/upload`, {
      token: server.seeded.tokens.owner,
      body: {},
    })
    expect(answer).toMatchObject({ status: 422, json: { error: 'No file or URL provided' } })
  })

  it('goes after a day in which nobody used it', async () => {
    const { json } = await upload()
    server.world.clock.advance(DAY)
    await server.engine.files.removeExpired(server.seeded.organization.id)
    expect((await fetch(json.file_url, { redirect: 'manual' })).status).toBe(404)
  })
})

describe('several files', () => {
  it('stay in the order in which they were sent, however large they are', async () => {
    const sizes = [700_000, 1, 200_000, 2]
    const { json } = await post(formOf(sizes.map((size, at) => ['x'.repeat(size), `${at}.txt`])))
    expect(json.attachments).toMatchObject(sizes.map((size) => ({ file_size: size })))
  })
})

describe('GET attachments', () => {
  it('tells what went along with the messages of a conversation', async () => {
    const path = messages.replace('/messages', '/attachments')
    const { json } = await post(
      formOf([
        ['x', 'a.txt'],
        [PNG, 'b.png'],
      ]),
    )
    const answer = (await server.owner('GET', path)).json as {
      meta: { total_count: number }
      payload: readonly object[]
    }
    expect(answer.meta.total_count).toBeGreaterThan(2)
    expect(answer.payload.slice(0, 2)).toMatchObject([
      { id: json.id * 16 + 1, message_id: json.id, file_type: 'image', extension: 'png', width: 3 },
      { id: json.id * 16, message_id: json.id, file_type: 'file', file_size: 1, sender: { type: 'user' } },
    ])
    expect((await server.owner('GET', `${path}?page=9`)).json).toEqual({ meta: answer.meta, payload: [] })
    const ofContact = `/contacts/${server.seeded.contact.number}/attachments`
    expect((await server.owner('GET', ofContact)).json).toEqual(answer)
    const foreign = `${server.account}/contacts/${server.foreign.contact}/attachments`
    expect((await server.ask('GET', foreign, { token: server.seeded.tokens.owner })).status).toBe(404)
  })
})

describe('where a file is', () => {
  it('leads to it for a while', async () => {
    const url = urlOf((await post(formOf([[PNG, 'a "b".png']]))).json)
    const found = await fetch(url, { redirect: 'manual' })
    const link = new URL(found.headers.get('location') ?? '', url)
    const file = await fetch(link)
    expect(file.status).toBe(200)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG)
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(file.headers.get('content-disposition')).toMatch(/^inline; filename=/)
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    for (const [name, value] of [
      ['signature', '0'.repeat(64)],
      ['expires', String(Number(link.searchParams.get('expires')) + 1)],
    ] as const) {
      const forged = new URL(link)
      forged.searchParams.set(name, value)
      expect((await fetch(forged)).status).toBe(403)
    }
    server.world.clock.advance(30 * MINUTE)
    expect((await fetch(link)).status).toBe(403)
    expect((await followed(url)).status).toBe(200)
  })

  it('has a small picture beside it', async () => {
    const { json } = await post(formOf([[PNG, 'a.png']]))
    const small = await followed(json.attachments?.[0]?.thumb_url ?? '')
    expect(small.status).toBe(200)
    const text = await post(formOf([['x', 'a.txt']]))
    const none = urlOf(text.json).replace('/a.txt', '/thumbnail/a.txt')
    expect((await fetch(none, { redirect: 'manual' })).status).toBe(404)
  })

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg'],
    ['<script>alert(1)</script>', 'a.html'],
    ['%PDF-1.7', 'a.pdf'],
  ])('is downloaded, and not shown, for %j', async (content, name) => {
    const file = await followed(urlOf((await post(formOf([[content, name]]))).json))
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('can be read in parts', async () => {
    const url = urlOf((await post(formOf([['0123456789', 'a.txt']]))).json)
    const part = await followed(url, { headers: { range: 'bytes=2-4' } })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ])
    const beyond = await followed(url, { headers: { range: 'bytes=10-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    const whole = await followed(url)
    const unchanged = await followed(url, { headers: { 'if-none-match': whole.headers.get('etag') ?? '' } })
    expect(unchanged.status).toBe(304)
    const head = await followed(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', ''])
  })

  it('leads nowhere when there is no such file', async () => {
    for (const address of [
      '1-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      '999-xxxxxxxxxxxxxxxxxxxxxxxx',
      'x',
      '..%2F..%2Fetc',
    ]) {
      expect((await fetch(`${server.url}/blobs/${address}/a.png`, { redirect: 'manual' })).status).toBe(404)
    }
  })
})

describe('a conversation that starts with files', () => {
  it.each([[{ 'message[content]': 'Hello' }], [{ message: '{"content":"Hello"}' }]])(
    'has them in its first message, given %j',
    async (fields) => {
      const form = new FormData()
      const { inbox, contact } = server.seeded
      const all = { inbox_id: String(inbox.number), contact_id: String(contact.number), ...fields }
      for (const [name, value] of Object.entries(all)) form.append(name, value)
      form.append('message[attachments][]', new Blob([PNG]), 'first.png')
      const answer = await server.ask('POST', `${server.account}/conversations`, {
        token: server.seeded.tokens.owner,
        body: form,
      })
      expect(answer).toMatchObject({
        status: 200,
        json: { messages: [{ content: 'Hello', attachments: [{ file_type: 'image', extension: 'png' }] }] },
      })
      const {
        messages: [message],
      } = answer.json as { messages: readonly Shown[] }
      if (!message) throw new Error('There is no message')
      server.world.clock.advance(DAY)
      await server.engine.files.removeExpired(server.seeded.organization.id)
      expect((await followed(urlOf(message))).status).toBe(200)
    },
  )
})

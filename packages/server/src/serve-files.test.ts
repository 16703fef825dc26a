import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { type Client, createClient } from '../testing/client.ts'
import { runCommand, type Settings } from '../testing/command-line.ts'
import { type Founded, found } from '../testing/people.ts'
import { type Served, startServed } from '../testing/served.ts'
import { type Sink, startSink } from '../testing/sink.ts'
import { createTemporaryDirectory } from '../testing/temporary-directory.ts'

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('files on a server', () => {
  let directory: Awaited<ReturnType<typeof createTemporaryDirectory>>
  let settings: Settings
  let organization: Founded
  let sink: Sink
  let served: Served
  let ask: Client

  const start = async () => {
    served = await startServed(settings)
    ask = createClient(served.url)
  }

  beforeAll(async () => {
    directory = await createTemporaryDirectory()
    settings = {
      PARLANCE_DATA_DIR: join(directory.path, 'data'),
      PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
    }
    await runCommand(['migrate'], settings)
    organization = await found(settings)
    sink = await startSink()
    await start()
  }, 60_000)

  afterAll(async () => {
    await served?.stop()
    await sink?.close()
    await directory?.remove()
  })

  const asOwner = (body?: unknown) => ({ token: organization.owner.token, body })

  const kept = async () =>
    (await readdir(join(directory.path, 'data', 'blobs'), { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    )

  it('are kept, told to webhooks, still there after a restart, and gone with their message', async () => {
    const account = `/api/v1/accounts/${organization.accountId}`
    const channel = { type: 'api', webhook_url: sink.url }
    const inbox = (await ask('POST', `${account}/inboxes`, asOwner({ name: 'App', channel }))).body
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
    const contact = (await ask('POST', door, { body: { name: 'Zoe' } })).body
    const conversations = `${door}/${contact.source_id}/conversations`
    const conversation = (await ask('POST', conversations, { body: {} })).body

    const form = new FormData()
    form.append('attachments[]', new Blob([PNG], { type: 'text/html' }), 'dot.png')
    const messages = `${conversations}/${conversation.id}/messages`
    const answer = await fetch(served.url + messages, { method: 'POST', body: form })
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
    const message = (await answer.json()) as any
    expect(message.attachments).toMatchObject([{ content_type: 'image/png', width: 1, height: 1 }])
    const [{ data_url, thumb_url }] = message.attachments
    expect(data_url.startsWith(`${served.url}/blobs/`)).toBe(true)

    await until('the receiver is told', () =>
      sink.arrivals.some(({ body }) => body.event === 'message_created'),
    )
    const told = sink.arrivals.find(({ body }) => body.event === 'message_created')?.body
    expect(new URL(told.attachments[0].data_url).pathname).toBe(new URL(data_url).pathname)
    expect(told.conversation.messages[0].attachments).toEqual(told.attachments)

    await served.stop()
    await start()
    const again = `${served.url}${new URL(data_url).pathname}`
    expect(Buffer.from(await (await fetch(again)).arrayBuffer())).toEqual(PNG)
    const small = await fetch(`${served.url}${new URL(thumb_url).pathname}`)
    expect(small.headers.get('content-type')).toBe('image/webp')
    expect(await kept()).toHaveLength(2)

    const path = `${account}/conversations/${conversation.id}/messages/${message.id}`
    expect((await ask('DELETE', path, asOwner())).status).toBe(200)
    await until('the files are gone', async () => (await kept()).length === 0)
    expect((await fetch(again)).status).toBe(404)
  }, 60_000)
})

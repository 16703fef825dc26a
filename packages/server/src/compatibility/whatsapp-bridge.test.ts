import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { type Client, createClient } from '../../testing/client.ts'
import { runCommand } from '../../testing/command-line.ts'
import { type Founded, found } from '../../testing/people.ts'
import { PLACES, type Place } from '../../testing/places.ts'
import { type Served, startServed } from '../../testing/served.ts'
import { type Arrival, type Sink, startSink } from '../../testing/sink.ts'

const INBOX = 'WhatsApp'
const JID = '5511987654321@s.whatsapp.net'
const PHONE = '+5511987654321'

/**
 * What a bridge between WhatsApp and this API calls, in its order and with its habits: an inbox found by its name, a
 * contact filtered by a phone number without its plus, ids as strings, messages as forms with everything in words, and
 * the webhook's `conversation.messages` read for what to send.
 */
describe.each(PLACES)('a bridge to WhatsApp, on $name', ({ create }) => {
  let place: Place
  let served: Served
  let sink: Sink
  let founded: Founded
  let ask: Client

  beforeAll(async () => {
    place = await create()
    const settings = { ...place.settings, PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' }
    await runCommand(['migrate'], settings)
    founded = await found(settings)
    sink = await startSink()
    served = await startServed(settings)
    ask = createClient(served.url)
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await sink?.close()
    await place?.remove()
  })

  const account = () => `/api/v1/accounts/${founded.accountId}`

  const call = async (method: string, path: string, body?: unknown) => {
    const reply = await ask(method, `${account()}${path}`, { token: founded.owner.token, body })
    expect({ path, status: reply.status }).toEqual({ path, status: 200 })
    return reply.body
  }

  /** Everything in a form, as strings. */
  const postForm = async (conversationId: number, fields: Readonly<Record<string, string | Blob>>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') form.append(name, value)
      else form.append(name, value, 'photo.jpg')
    }
    const response = await fetch(`${served.url}${account()}/conversations/${conversationId}/messages`, {
      method: 'POST',
      headers: { api_access_token: founded.owner.token },
      body: form,
      signal: AbortSignal.timeout(10_000),
    })
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
    const body = (await response.json()) as any
    expect({ status: response.status, body }).toMatchObject({ status: 200 })
    return body
  }

  const inboxByName = async () => {
    const { payload } = await call('GET', '/inboxes')
    return payload.find(({ name }: { name: string }) => name === INBOX)
  }

  const contactByPhone = async (phone: string) => {
    const condition = { attribute_key: 'phone_number', filter_operator: 'equal_to', values: [phone] }
    const other = { ...condition, values: [phone.replace('9', '')], query_operator: null }
    const { payload } = await call('POST', '/contacts/filter', {
      payload: [{ ...condition, query_operator: 'OR' }, other],
    })
    return payload[0]
  }

  const conversationOf = async (contactId: number, inboxId: number) => {
    const { payload } = await call('GET', `/contacts/${contactId}/conversations`)
    const open = payload.find(
      (known: { inbox_id: number; status: string }) =>
        known.inbox_id === inboxId && known.status !== 'resolved',
    )
    if (open) return open
    const data = { contact_id: String(contactId), inbox_id: String(inboxId) }
    return call('POST', '/conversations', data)
  }

  const arrivalOf = async (event: string, id: number): Promise<Arrival> => {
    const found = () => sink.arrivals.find(({ body }) => body.event === event && body.id === id)
    await until(`${event} of message ${id} arrives`, () => found() !== undefined)
    return found() as Arrival
  }

  it('carries a whole conversation', async () => {
    // It finds no inbox of its name, and makes one.
    expect(await inboxByName()).toBeUndefined()
    const channel = { type: 'api', webhook_url: `${sink.url}/webhook` }
    await call('POST', '/inboxes', { name: INBOX, channel })
    const inbox = await inboxByName()
    expect(inbox).toMatchObject({ name: INBOX, channel_type: 'Channel::Api' })

    // Somebody writes who is not known: the phone number comes without a plus.
    expect(await contactByPhone(PHONE.slice(1))).toBeUndefined()
    const { payload: made } = await call('POST', '/contacts', {
      inbox_id: String(inbox.id),
      name: 'Ana',
      identifier: JID,
      phone_number: PHONE,
    })
    const contact = await contactByPhone(PHONE.slice(1))
    expect(contact).toMatchObject({ id: made.contact.id, identifier: JID, phone_number: PHONE })
    const renamed = await call('PUT', `/contacts/${contact.id}`, { name: 'Ana Maria' })
    expect(renamed.payload).toMatchObject({ id: contact.id, name: 'Ana Maria' })

    const conversation = await conversationOf(contact.id, inbox.id)
    expect(conversation).toMatchObject({ inbox_id: inbox.id, meta: { sender: { id: contact.id } } })
    expect((await conversationOf(contact.id, inbox.id)).id).toBe(conversation.id)

    const question = await postForm(conversation.id, {
      content: 'Tudo bem?',
      message_type: 'incoming',
      private: 'false',
      source_id: 'WAID:3EB0C1',
      content_attributes: JSON.stringify({}),
    })
    expect(question).toMatchObject({ message_type: 0, source_id: 'WAID:3EB0C1', private: false })

    // A photo that answers an earlier message, known by WhatsApp's own id.
    const photo = await postForm(conversation.id, {
      content: 'Veja',
      message_type: 'incoming',
      source_id: 'WAID:3EB0C2',
      content_attributes: JSON.stringify({ in_reply_to_external_id: 'WAID:3EB0C1' }),
      'attachments[]': new Blob([Buffer.from('not really a picture')], { type: 'image/jpeg' }),
    })
    expect(photo).toMatchObject({
      content_attributes: { in_reply_to: question.id, in_reply_to_external_id: 'WAID:3EB0C1' },
      attachments: [{ file_type: 'file' }],
    })

    // The same text again under the same id, edited: it is a message of its own.
    const edited = await postForm(conversation.id, {
      content: 'Edited: Tudo bem mesmo?',
      message_type: 'incoming',
      source_id: 'WAID:3EB0C1',
    })
    expect(edited.id).not.toBe(question.id)

    // A member answers; the bridge reads the webhook and sends what `conversation.messages` says.
    const answer = await call('POST', `/conversations/${conversation.id}/messages`, {
      content: 'Tudo! E com voce?',
      content_attributes: { in_reply_to: edited.id },
    })
    const { body } = await arrivalOf('message_created', answer.id)
    expect(body).toMatchObject({
      message_type: 'outgoing',
      private: false,
      content: 'Tudo! E com voce?',
      inbox: { id: inbox.id, name: INBOX },
      account: { id: founded.accountId },
      sender: { type: 'user' },
      conversation: {
        id: conversation.id,
        channel: 'Channel::Api',
        meta: { sender: { id: contact.id, identifier: JID, phone_number: PHONE } },
        contact_inbox: { contact_id: contact.id, inbox_id: inbox.id, source_id: expect.any(String) },
        messages: [{ id: answer.id, content: 'Tudo! E com voce?', message_type: 1, source_id: null }],
      },
    })

    // WhatsApp says that it was read: the bridge marks it through the public API.
    const source = body.conversation.contact_inbox.source_id
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts/${source}`
    const seen = await ask('POST', `${door}/conversations/${conversation.id}/update_last_seen`, { body: {} })
    expect(seen.status).toBe(200)
    await until('the answer is read', async () => {
      const { payload } = await call('GET', `/conversations/${conversation.id}/messages`)
      return payload.find(({ id }: { id: number }) => id === answer.id)?.status === 'read'
    })

    // The member takes the answer back, and the bridge takes it back on WhatsApp.
    await call('DELETE', `/conversations/${conversation.id}/messages/${answer.id}`)
    await until('the bridge is told', () =>
      sink.arrivals.some(
        ({ body: told }) =>
          told.event === 'message_updated' &&
          told.id === answer.id &&
          told.content_attributes.deleted === true,
      ),
    )

    // After a resolve the next message opens the conversation again, or the bridge starts another one.
    await call('POST', `/conversations/${conversation.id}/toggle_status`, { status: 'resolved' })
    const second = await conversationOf(contact.id, inbox.id)
    expect(second.id).not.toBe(conversation.id)
    await postForm(conversation.id, { content: 'Obrigada', message_type: 'incoming' })
    expect(await call('GET', `/conversations/${conversation.id}`)).toMatchObject({ status: 'open' })
  })

  it('tells it of a private note as private, so that it stays inside', async () => {
    const inbox = await inboxByName()
    const contact = await contactByPhone(PHONE.slice(1))
    const conversation = await conversationOf(contact.id, inbox.id)
    const note = await call('POST', `/conversations/${conversation.id}/messages`, {
      content: 'Careful',
      private: true,
    })
    expect((await arrivalOf('message_created', note.id)).body).toMatchObject({ private: true })
  })

  it('merges a contact it met under two addresses', async () => {
    const inbox = await inboxByName()
    const lid = await call('POST', '/contacts', { inbox_id: inbox.id, name: 'Ana', identifier: '77@lid' })
    const contact = await contactByPhone(PHONE.slice(1))
    const merged = await call('POST', '/actions/contact_merge', {
      base_contact_id: contact.id,
      mergee_contact_id: lid.payload.contact.id,
    })
    expect(merged).toMatchObject({ id: contact.id, identifier: JID, name: 'Ana Maria' })
    const gone = await ask('GET', `${account()}/contacts/${lid.payload.contact.id}`, {
      token: founded.owner.token,
    })
    expect(gone.status).toBe(404)
  })
})

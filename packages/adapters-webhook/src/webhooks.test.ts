import { afterEach, describe, expect, it } from '@jest/globals'
import { createEngine, drainOnce, type MemberPrincipal, type Result } from '@parlance/core'
import { createMemoryStorage, createTestWorld } from '@parlance/core/testing'
import { createDispatcher, createFanOut, createSender, undeliveredMessages, verifyWebhook } from './index.ts'
import { openSink } from './sink.fixtures.ts'

const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

const text = (content: string) => ({
  private: false,
  content,
  contentType: 'text' as const,
  contentAttributes: {},
  sourceId: null,
})

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** An engine on memory with an inbox that tells a receiver about itself, and a contact who came to it. */
const open = async (
  statusFor: (body: { readonly content?: string }) => number,
  options: { readonly retryWaits?: readonly number[] } = {},
) => {
  const sink = await openSink((request, response) =>
    response.writeHead(statusFor(JSON.parse(request.body))).end(),
  )
  closing.push(sink.close)
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const engine = createEngine({ ...storage, ...world })
  const founded = must(
    await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'olive@acme.test' }),
  )
  const owner = must(await engine.access.recognise(founded.accessToken)).principal as MemberPrincipal
  const inbox = must(await engine.inboxes.create(owner, { name: 'App', channel: { webhookUrl: sink.url } }))
  const place = must(await engine.inboxes.locate(inbox.channel.identifier))
  const { point } = must(
    await engine.contacts.introduce({ ...place, proven: null }, { identifier: 'user-42' }),
  )
  const contact = { type: 'contact_point', ...place, sourceId: point.sourceId } as const
  const { conversation } = must(await engine.conversations.startAsContact(contact, {}))

  const sender = createSender({ clock: world.clock, allowHttp: true, allowPrivate: ['127.0.0.0/8'] })
  closing.push(sender.close)
  const errors: unknown[] = []
  const dispatcher = createDispatcher({
    deliveryStore: storage.deliveryStore,
    send: sender.send,
    clock: world.clock,
    random: () => 0.5,
    onError: (error) => errors.push(error),
    onSettled: async (organizationId, settled) => {
      for (const { messageId, reason } of undeliveredMessages(settled)) {
        must(await engine.messages.fail({ type: 'system', organizationId }, messageId, reason))
      }
    },
    pollInterval: 20,
    ...options,
  })
  closing.push(() => dispatcher.stop(0))
  dispatcher.start()
  const fanOut = createFanOut({ ...storage, ...world, publicUrl: 'https://chat.acme.test' })
  const tell = async () => {
    while ((await drainOnce(storage.eventLog, fanOut, owner.organizationId)).length > 0) {
      // Another portion.
    }
    await dispatcher.idle()
  }
  return { sink, world, engine, owner, contact, inbox, number: conversation.number, errors, tell }
}

describe('webhooks on an engine', () => {
  it('tell an inbox’s receiver what happens in it, in order and signed', async () => {
    const { sink, world, engine, owner, contact, inbox, number, errors, tell } = await open(() => 200)
    must(await engine.messages.post(contact, number, { ...text('Where is my order?'), kind: 'incoming' }))
    must(await engine.messages.post(owner, number, { ...text('On its way'), kind: 'outgoing' }))
    await tell()

    const bodies = sink.requests.map(({ body }) => JSON.parse(body))
    const messages = bodies.filter(({ event }) => event === 'message_created')
    expect(messages).toMatchObject([
      {
        content: 'Where is my order?',
        message_type: 'incoming',
        conversation: { messages: [{ message_type: 0 }] },
      },
      { content: 'On its way', message_type: 'outgoing', conversation: { messages: [{ message_type: 1 }] } },
    ])
    const seqs = bodies.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    for (const { headers, body } of sink.requests) {
      const received = { headers, body, secrets: [inbox.channel.secret], now: world.clock.now() }
      expect(verifyWebhook(received)).toMatchObject({ ok: true })
    }
    expect(errors).toEqual([])
  })

  it.each([
    { who: 'a reply', content: 'On its way', statuses: ['sent', 'failed'] },
    { who: 'what the contact wrote', content: 'Where is my order?', statuses: ['sent', 'sent'] },
  ])('whose receiver wants no more leave $who as $statuses', async ({ content, statuses }) => {
    const { engine, owner, contact, number, errors, tell } = await open((body) =>
      body.content === content ? 410 : 204,
    )
    must(await engine.messages.post(contact, number, { ...text('Where is my order?'), kind: 'incoming' }))
    must(await engine.messages.post(owner, number, { ...text('On its way'), kind: 'outgoing' }))
    await tell()
    const page = { before: null, after: null, includeAfter: false, limit: 20 }
    const { messages } = must(await engine.messages.list(owner, number, page))
    const said = messages.filter(({ message }) => message.kind !== 'activity')
    expect(said.map(({ message }) => message.status)).toEqual(statuses)
    const [, reply] = said
    expect(reply?.message.contentAttributes).toEqual(
      statuses[1] === 'failed' ? { external_error: '410 Gone' } : {},
    )
    expect(errors).toEqual([])
  })

  it('get a reply again that failed, once it is sent again', async () => {
    let refusing = true
    const { sink, engine, owner, number, errors, tell } = await open(() => (refusing ? 500 : 200), {
      retryWaits: [0],
    })
    const { sent } = must(
      await engine.messages.post(owner, number, { ...text('On its way'), kind: 'outgoing' }),
    )
    const place = { conversationNumber: number, messageNumber: sent.message.number }
    const status = async () => {
      const page = { before: null, after: null, includeAfter: false, limit: 20 }
      const { messages } = must(await engine.messages.list(owner, number, page))
      return messages.find(({ message }) => message.id === sent.message.id)?.message.status
    }
    await tell()
    expect(await status()).toBe('failed')
    refusing = false
    must(await engine.messages.retry(owner, place))
    await tell()
    expect(await status()).toBe('sent')
    const told = sink.requests
      .map(({ body }) => JSON.parse(body))
      .filter(({ event }) => event.startsWith('message_'))
    expect(told.map(({ event, status }) => `${event} ${status}`)).toEqual([
      'message_created sent',
      'message_updated failed',
      'message_updated sent',
      'message_created sent',
    ])
    expect(errors).toEqual([])
  })

  it('get the address of a survey’s page', async () => {
    const { sink, engine, owner, inbox, number, tell } = await open(() => 200)
    must(await engine.inboxes.update(owner, inbox.number, { csatSurveyEnabled: true }))
    must(await engine.conversations.changeStatus(owner, number, { status: 'resolved' }))
    const { conversation } = must(await engine.conversations.get(owner, number))
    await tell()
    const survey = sink.requests
      .map(({ body }) => JSON.parse(body))
      .find(({ content_type }) => content_type === 'input_csat')
    expect(survey).toMatchObject({
      event: 'message_created',
      message_type: 'template',
      content: `Please rate this conversation https://chat.acme.test/survey/responses/${conversation.id}`,
    })
  })
})

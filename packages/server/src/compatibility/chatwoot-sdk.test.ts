import sdk from '@figuro/chatwoot-sdk'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { runCommand } from '../../testing/command-line.ts'
import { addAgent, type Founded, found } from '../../testing/people.ts'
import { PLACES, type Place } from '../../testing/places.ts'
import { type Served, startServed } from '../../testing/served.ts'
import { type Sink, startSink } from '../../testing/sink.ts'

type Sdk = InstanceType<typeof sdk.default>

/** What the SDK was given back: its own types follow a published description that differs from what is sent. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
const given = async (call: PromiseLike<unknown>): Promise<any> => call

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe.each(PLACES)('the public SDK for JavaScript, on $name', ({ create }) => {
  let place: Place
  let served: Served
  let sink: Sink
  let founded: Founded
  let agent: { readonly id: number; readonly token: string }
  let owner: Sdk
  let accountId: number

  const clientOf = (token: string): Sdk =>
    new sdk.default({
      config: { basePath: served.url, with_credentials: true, credentials: 'include', token },
    })

  beforeAll(async () => {
    place = await create()
    const settings = { ...place.settings, PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' }
    await runCommand(['migrate'], settings)
    founded = await found(settings)
    agent = await addAgent(settings, founded.organizationId)
    sink = await startSink()
    served = await startServed(settings)
    owner = clientOf(founded.owner.token)
    accountId = founded.accountId
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await sink?.close()
    await place?.remove()
  })

  const createInbox = async (name: string) => {
    const channel = { type: 'api', webhook_url: `${sink.url}/${name}` } as unknown as { type: 'web_widget' }
    const inbox = await given(owner.inboxes.create({ accountId, data: { name, channel } }))
    const data = { inbox_id: String(inbox.id), user_ids: [agent.id] }
    const added = await given(owner.inboxes.addAgent({ accountId, data }))
    expect(added.payload.map((member: { id: number }) => member.id)).toEqual([agent.id])
    return inbox
  }

  const createContact = async (inboxId: number, name: string) => {
    const data = {
      inbox_id: inboxId,
      name,
      email: `${name}@people.test`,
      identifier: name,
      custom_attributes: { plan: 'pro' },
    }
    return (await given(owner.contacts.create({ accountId, data }))).payload
  }

  const openConversation = async (inboxId: number, name: string) => {
    const { contact, contact_inbox } = await createContact(inboxId, name)
    const data = {
      source_id: contact_inbox.source_id,
      inbox_id: String(inboxId),
      contact_id: String(contact.id),
    }
    const conversation = await given(owner.conversations.create({ accountId, data }))
    return { contact, conversation, conversationId: conversation.id as number }
  }

  it('signs in with its token and finds the account', async () => {
    const profile = await given(owner.profile.profile())
    expect(profile).toMatchObject({ id: founded.owner.id, account_id: accountId, role: 'administrator' })
    expect(profile.accounts[0]).toMatchObject({ id: accountId, role: 'administrator', status: 'active' })
  })

  it('makes, shows, changes and lists inboxes', async () => {
    const inbox = await createInbox('inboxes')
    const data = { name: 'Renamed', enable_auto_assignment: false }
    expect(await given(owner.inboxes.update({ accountId, id: inbox.id, data }))).toMatchObject({
      ...data,
      id: inbox.id,
      channel_type: 'Channel::Api',
    })
    expect(await given(owner.inboxes.get({ accountId, id: inbox.id }))).toMatchObject({ name: 'Renamed' })
    const listed = await given(owner.inboxes.list({ accountId }))
    expect(listed.payload).toContainEqual(expect.objectContaining({ id: inbox.id, name: 'Renamed' }))
    const members = await given(owner.inboxes.listAgents({ accountId, inboxId: inbox.id }))
    expect(members.payload).toHaveLength(1)
  })

  it('makes a contact, finds it by search and by filter, changes and deletes it', async () => {
    const inbox = await createInbox('contacts')
    const { contact } = await createContact(inbox.id, 'ada')
    const phone = '+15551234567'
    const changed = { phone_number: phone, custom_attributes: { tier: 1 } }
    const updated = await given(owner.contacts.update({ accountId, id: contact.id, data: changed }))
    expect(updated.payload).toMatchObject({
      phone_number: phone,
      custom_attributes: { plan: 'pro', tier: 1 },
    })
    expect((await given(owner.contacts.search({ accountId, q: 'ada@people' }))).payload).toMatchObject([
      { id: contact.id },
    ])
    const condition = {
      attribute_key: 'phone_number',
      filter_operator: 'equal_to' as const,
      values: [phone.slice(1)],
    }
    const found = await given(owner.contacts.filter({ accountId, payload: [condition] }))
    expect(found).toMatchObject({ meta: { count: 1 }, payload: [{ id: contact.id }] })
    expect((await given(owner.contacts.get({ accountId, id: contact.id }))).payload).toMatchObject({
      name: 'ada',
      contact_inboxes: [{ inbox: { id: inbox.id } }],
    })
    await owner.contacts.delete({ accountId, id: contact.id })
    await expect(given(owner.contacts.get({ accountId, id: contact.id }))).rejects.toMatchObject({
      status: 404,
    })
  })

  it('refuses a second contact with the same identifier, and says which field it is', async () => {
    const inbox = await createInbox('conflicts')
    await createContact(inbox.id, 'grace')
    await expect(createContact(inbox.id, 'grace')).rejects.toMatchObject({
      status: 422,
      body: { attributes: expect.arrayContaining(['identifier']) },
    })
  })

  it('opens a conversation, answers in it with a file, and takes a message back', async () => {
    const inbox = await createInbox('messages')
    const { contact, conversationId } = await openConversation(inbox.id, 'edsger')
    const said = await given(
      owner.messages.create({
        accountId,
        conversationId,
        data: { content: 'Is it broken?', message_type: 'incoming', private: false },
      }),
    )
    expect(said).toMatchObject({ message_type: 0, sender: { id: contact.id, type: 'contact' } })

    const answer = await given(
      owner.messages.create({
        accountId,
        conversationId,
        data: {
          content: 'Look here',
          private: false,
          content_attributes: { in_reply_to: said.id },
          attachments: [{ content: PIXEL, filename: 'dot.png' }],
        },
      }),
    )
    expect(answer).toMatchObject({
      message_type: 1,
      content_attributes: { in_reply_to: said.id },
      attachments: [{ file_type: 'image', width: 1, height: 1 }],
    })
    const picture = await fetch(answer.attachments[0].data_url)
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PIXEL)

    const note = await given(
      clientOf(agent.token).messages.create({
        accountId,
        conversationId,
        data: { content: 'Be kind', private: true },
      }),
    )
    const deleted = await given(owner.messages.delete({ accountId, conversationId, messageId: note.id }))
    expect(deleted).toMatchObject({ content_attributes: { deleted: true } })

    const { meta, payload } = await given(owner.messages.list({ accountId, conversationId }))
    expect(meta.contact).toMatchObject({ id: contact.id })
    const spoken = payload.filter((message: { message_type: number }) => message.message_type !== 2)
    expect(spoken.map((message: { id: number }) => message.id)).toEqual([said.id, answer.id, note.id])
    await until('the inbox is told of the answer', () =>
      sink.arrivals.some(({ path, body }) => path === '/messages' && body.id === answer.id),
    )
  })

  it('lists, filters, counts, assigns, labels and closes conversations', async () => {
    const inbox = await createInbox('lists')
    const { conversationId } = await openConversation(inbox.id, 'barbara')
    const assigned = await given(
      owner.conversationAssignment.assign({ accountId, conversationId, data: { assignee_id: agent.id } }),
    )
    expect(assigned).toMatchObject({ id: agent.id })
    const labels = await given(
      owner.conversationLabels.add({ accountId, conversationId, data: { labels: ['billing', 'vip'] } }),
    )
    expect(labels.payload.toSorted()).toEqual(['billing', 'vip'])
    const query = { accountId, inboxId: inbox.id, labels: ['vip'] }
    const { data } = await given(owner.conversations.list(query))
    expect(data.meta).toMatchObject({ all_count: 1, assigned_count: 1, unassigned_count: 0 })
    expect(data.payload).toMatchObject([
      {
        id: conversationId,
        labels: expect.arrayContaining(['billing', 'vip']),
        meta: { assignee: { id: agent.id } },
      },
    ])
    expect((await given(owner.conversations.getMeta(query))).meta).toMatchObject({ all_count: 1 })
    const filtered = await given(
      owner.conversations.filter({
        accountId,
        payload: [
          {
            attribute_key: 'inbox_id',
            filter_operator: 'equal_to',
            values: [String(inbox.id)],
            query_operator: 'AND',
          },
          { attribute_key: 'status', filter_operator: 'equal_to', values: ['open'] },
        ],
      }),
    )
    expect(filtered).toMatchObject({ meta: { all_count: 1 }, payload: [{ id: conversationId }] })
    const toggled = await given(
      owner.conversations.toggleStatus({ accountId, conversationId, data: { status: 'pending' } }),
    )
    expect(toggled.payload).toMatchObject({ success: true, current_status: 'pending' })
    expect(await given(owner.conversations.get({ accountId, conversationId }))).toMatchObject({
      status: 'pending',
    })
  })

  it('keeps teams, canned responses, agents, bots and webhooks', async () => {
    const team = await given(
      owner.teams.create({
        accountId,
        data: { name: 'Billing', description: 'Money', allow_auto_assign: true },
      }),
    )
    expect(await given(owner.teams.get({ accountId, teamId: team.id }))).toMatchObject({ name: 'billing' })
    const short = await given(
      owner.cannedResponses.create({ accountId, data: { short_code: 'hi', content: 'Hello!' } }),
    )
    expect(await given(owner.cannedResponses.list({ accountId }))).toMatchObject([{ id: short.id }])
    const bot = await given(
      owner.accountAgentBots.create({ accountId, data: { name: 'Robot', outgoing_url: `${sink.url}/bot` } }),
    )
    expect(await given(owner.accountAgentBots.list({ accountId }))).toContainEqual(
      expect.objectContaining({ id: bot.id, name: 'Robot' }),
    )
    const data = { url: `${sink.url}/account`, subscriptions: ['message_created' as const] }
    const { webhook } = (await given(owner.webhooks.create({ accountId, data }))).payload
    expect((await given(owner.webhooks.list({ accountId }))).payload.webhooks).toMatchObject([
      { id: webhook.id },
    ])
    await owner.webhooks.delete({ accountId, webhookId: webhook.id })
    expect((await given(owner.webhooks.list({ accountId }))).payload.webhooks).toEqual([])
    expect(await given(owner.agents.list({ accountId }))).toContainEqual(
      expect.objectContaining({ id: agent.id, role: 'agent' }),
    )
  })

  it('reads reports', async () => {
    const now = Math.floor(Date.now() / 1000)
    const range = { since: String(now - 86_400), until: String(now + 60) }
    const inbox = await createInbox('reports')
    await openConversation(inbox.id, 'niklaus')
    const counted = async () => {
      const summary = await given(owner.reports.listSummaries({ accountId, type: 'account', ...range }))
      return summary.conversations_count as number
    }
    const listed = async () => {
      const values = await given(
        owner.reports.list({ accountId, metric: 'conversations_count', type: 'account', ...range }),
      )
      return values.reduce((sum: number, { value }: { value: number }) => sum + value, 0) as number
    }
    // What happened is counted a moment later, and more than this conversation may still be on its way.
    await until('the conversation is counted, in a sum as in a series', async () => {
      const count = await counted()
      return count > 0 && count === (await listed())
    })
    expect(await given(owner.reports.getMetrics({ accountId, type: 'account' }))).toMatchObject({
      open: expect.any(Number),
      unassigned: expect.any(Number),
    })
  })
})

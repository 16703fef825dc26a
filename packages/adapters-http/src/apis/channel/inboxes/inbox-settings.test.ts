import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { drainOnce } from '@parlance/core'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

interface Inbox {
  readonly id: number
  readonly secret: string
  readonly inbox_identifier: string
}

const owner = () => server.seeded.tokens.owner

const openInbox = async (body: object = {}): Promise<Inbox> => {
  const answer = await server.owner('POST', '/inboxes', { name: 'Shop', channel: { type: 'api' }, ...body })
  return answer.json as Inbox
}

const change = (id: number, body: unknown) =>
  server.ask('PATCH', `${server.account}/inboxes/${id}`, { token: owner(), body })

const monday = (hours: object) => ({
  working_hours: [
    { day_of_week: 1, open_hour: 9, open_minutes: 0, close_hour: 17, close_minutes: 0, ...hours },
  ],
})

describe('the working hours of an inbox', () => {
  it.each([
    [{ open_hour: 24 }, 'Open hour must be a number from 0 to 23', ['open_hour']],
    [{ close_hour: -1 }, 'Close hour must be a number from 0 to 23', ['close_hour']],
    [{ open_minutes: 60 }, 'Open minutes must be a number from 0 to 59', ['open_minutes']],
    [{ close_minutes: null }, "Close minutes can't be blank", ['close_minutes']],
    [{ open_hour: 17, close_hour: 9 }, 'Close hour must be after the opening time', ['close_hour']],
    [{ close_hour: 9 }, 'Close hour must be after the opening time', ['close_hour']],
    [
      { open_all_day: true, closed_all_day: true },
      'Open all day must be false on a day that is closed',
      ['open_all_day'],
    ],
    [
      { day_of_week: 7 },
      'Working hours 0 day of week must be less than or equal to 6',
      ['working_hours.0.day_of_week'],
    ],
  ])('cannot be %j', async (hours, message, attributes) => {
    const { id } = await openInbox()
    expect(await change(id, monday(hours))).toMatchObject({ status: 422, json: { message, attributes } })
  })

  it('are whole days when they are open all day, and need no hours when they are closed', async () => {
    const { id } = await openInbox()
    const changed = await change(id, {
      working_hours: [
        { day_of_week: 1, open_all_day: 'true' },
        { day_of_week: 2, closed_all_day: true },
      ],
    })
    const { working_hours } = changed.json as { working_hours: object[] }
    expect(working_hours).toHaveLength(7)
    expect(working_hours.slice(1, 3)).toMatchObject([
      { open_all_day: true, open_hour: 0, open_minutes: 0, close_hour: 23, close_minutes: 59 },
      { closed_all_day: true, open_hour: null },
    ])
    expect(working_hours[3]).toMatchObject({ day_of_week: 3, open_hour: 9, close_hour: 17 })
  })
})

describe('the settings of an inbox', () => {
  it.each([
    [{ timezone: 'Mars/Olympus' }, 'Timezone is not included in the list', ['timezone']],
    [{ timezone: '' }, 'Timezone is not included in the list', ['timezone']],
    [{ name: '' }, "Name can't be blank", ['name']],
    [
      { business_name: 'x'.repeat(256) },
      'Business name is too long (maximum is 255 characters)',
      ['business_name'],
    ],
    [
      { channel: { webhook_url: 'x'.repeat(2049) } },
      'Webhook url is too long (maximum is 2048 characters)',
      ['webhook_url'],
    ],
    [
      { channel: { additional_attributes: { agent_reply_time_window: 0 } } },
      'Agent reply time window must be greater than 0',
      ['agent_reply_time_window'],
    ],
    [{ sender_name_type: 'rude' }, 'Sender name type is not included in the list', ['sender_name_type']],
  ])('cannot be %j', async (body, message, attributes) => {
    const { id } = await openInbox()
    expect(await change(id, body)).toMatchObject({ status: 422, json: { message, attributes } })
  })

  it('read "null" as null, and keep what is not named', async () => {
    const { id } = await openInbox({
      greeting_message: 'Hi',
      out_of_office_message: 'Later',
      timezone: 'Europe/Vienna',
    })
    const changed = await change(id, { greeting_message: 'null', csat_config: { display_type: 'star' } })
    expect(changed.json).toMatchObject({
      greeting_message: null,
      out_of_office_message: 'Later',
      timezone: 'Europe/Vienna',
      csat_config: { display_type: 'star' },
    })
  })

  it('say within what time an answer is expected', async () => {
    const { id, inbox_identifier } = await openInbox({
      channel: { type: 'api', additional_attributes: { agent_reply_time_window: '2' } },
    })
    const contacts = `/public/api/v1/inboxes/${inbox_identifier}/contacts`
    const { source_id } = (await server.ask('POST', contacts, { body: {} })).json as { source_id: string }
    const started = await server.ask('POST', `${contacts}/${source_id}/conversations`, { body: {} })
    const number = (started.json as { id: number }).id
    const canReply = async () => {
      const { json } = await server.owner('GET', `/conversations/${number}`)
      return (json as { can_reply: boolean }).can_reply
    }
    await server.ask('POST', `${contacts}/${source_id}/conversations/${number}/messages`, {
      body: { content: 'Hi' },
    })
    expect(await canReply()).toBe(true)
    server.world.clock.advance(3 * 60 * 60 * 1_000)
    expect(await canReply()).toBe(false)
    await change(id, { channel: { additional_attributes: {} } })
    expect(await canReply()).toBe(true)
  })
})

describe('POST inboxes/{id}/reset_secret', () => {
  it('signs with another secret from then on', async () => {
    const inbox = await openInbox({ channel: { type: 'api', webhook_url: 'https://hooks.acme.test/reset' } })
    const reset = (await server.owner('POST', `/inboxes/${inbox.id}/reset_secret`)).json as Inbox
    expect([reset.id, reset.secret === inbox.secret]).toEqual([inbox.id, false])
    const endpoints = await server.storage.webhookQueries.enabled(server.seeded.organization.id)
    expect(endpoints.find(({ url }) => url === 'https://hooks.acme.test/reset')?.secret).toBe(reset.secret)
  })

  it('is for administrators, and for inboxes of the account', async () => {
    const path = `${server.account}/inboxes`
    const { number } = server.seeded.inbox
    const asAgent = { token: server.seeded.tokens.agents[0] }
    expect((await server.ask('POST', `${path}/${number}/reset_secret`, asAgent)).status).toBe(401)
    expect((await server.ask('POST', `${path}/999999/reset_secret`, { token: owner() })).status).toBe(404)
  })
})

describe('DELETE inboxes/{id}', () => {
  it('takes the inbox away at once, and what is in it soon after', async () => {
    const inbox = await openInbox({ channel: { type: 'api', webhook_url: 'https://hooks.acme.test/gone' } })
    const publicly = `/public/api/v1/inboxes/${inbox.inbox_identifier}`
    const { source_id } = (await server.ask('POST', `${publicly}/contacts`, { body: {} })).json as {
      source_id: string
    }
    const started = await server.ask('POST', `${publicly}/contacts/${source_id}/conversations`, { body: {} })
    const { id: number } = started.json as { id: number }
    const removed = await server.owner('DELETE', `/inboxes/${inbox.id}`)
    expect(removed.json).toEqual({
      message: 'Your inbox deletion request will be processed in some time.',
    })
    const status = async (method: string, path: string) =>
      (await server.ask(method, path, { token: owner() })).status
    const path = `${server.account}/inboxes/${inbox.id}`
    expect([await status('GET', path), await status('DELETE', path)]).toEqual([404, 404])
    expect(await status('GET', publicly)).toBe(404)
    const endpoints = await server.storage.webhookQueries.enabled(server.seeded.organization.id)
    expect(endpoints.map(({ url }) => url)).not.toContain('https://hooks.acme.test/gone')

    for (const consumer of server.engine.consumers.filter(({ name }) => name === 'removed-inboxes'))
      while ((await drainOnce(server.storage.eventLog, consumer, server.seeded.organization.id)).length > 0);
    expect(await status('GET', `${server.account}/conversations/${number}`)).toBe(404)
    expect(await status('GET', `${server.account}/inboxes`)).toBe(200)
  })

  it('is for administrators, and for inboxes of the account', async () => {
    const { id } = await openInbox()
    const asAgent = { token: server.seeded.tokens.agents[0] }
    expect((await server.ask('DELETE', `${server.account}/inboxes/${id}`, asAgent)).status).toBe(401)
    const theirs = `${server.account}/inboxes/${server.other.inbox.number + 500}`
    expect((await server.ask('DELETE', theirs, { token: owner() })).status).toBe(404)
  })
})

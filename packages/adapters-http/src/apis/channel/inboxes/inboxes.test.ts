import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const inboxes = () => `${server.account}/inboxes`
const token = () => server.seeded.tokens.owner
const agent = () => server.seeded.tokens.agents[0]

describe('POST inboxes', () => {
  it('opens an inbox with what is usual', async () => {
    const body = { name: ' Shop ', channel: { type: 'api', webhook_url: 'webhook.test' } }
    const answer = await server.ask('POST', inboxes(), { token: token(), body })
    expect(answer.json).toEqual({
      id: expect.any(Number),
      avatar_url: '',
      channel_id: expect.any(Number),
      name: 'Shop',
      channel_type: 'Channel::Api',
      greeting_enabled: false,
      greeting_message: null,
      working_hours_enabled: false,
      enable_email_collect: true,
      csat_survey_enabled: false,
      csat_config: {},
      enable_auto_assignment: true,
      auto_assignment_config: {},
      out_of_office_message: null,
      working_hours: expect.arrayContaining([
        {
          day_of_week: 1,
          closed_all_day: false,
          open_hour: 9,
          open_minutes: 0,
          close_hour: 17,
          close_minutes: 0,
          open_all_day: false,
        },
      ]),
      timezone: 'UTC',
      callback_webhook_url: null,
      allow_messages_after_resolved: true,
      lock_to_single_conversation: false,
      sender_name_type: 'friendly',
      business_name: null,
      allowed_domains: null,
      widget_color: null,
      website_url: null,
      hmac_mandatory: false,
      welcome_title: null,
      welcome_tagline: null,
      web_widget_script: null,
      website_token: null,
      selected_feature_flags: null,
      reply_time: null,
      messaging_service_sid: null,
      phone_number: null,
      hmac_token: expect.any(String),
      secret: expect.any(String),
      webhook_url: 'webhook.test',
      inbox_identifier: expect.any(String),
      additional_attributes: {},
      provider: null,
    })
    expect((answer.json as { working_hours: unknown[] }).working_hours).toHaveLength(7)
  })

  it('takes strings for what they mean, in forms too', async () => {
    const body = new FormData()
    body.append('name', 'Form')
    body.append('channel', '{"type":"api","hmac_mandatory":"true"}')
    body.append('lock_to_single_conversation', '1')
    body.append('greeting_message', 'null')
    const answer = await server.ask('POST', inboxes(), { token: token(), body })
    expect(answer.json).toMatchObject({
      hmac_mandatory: true,
      lock_to_single_conversation: true,
      greeting_message: null,
    })
    const nested = new URLSearchParams([
      ['name', 'Nested'],
      ['channel[type]', 'api'],
      ['channel[additional_attributes][agent_reply_time_window]', '24'],
    ])
    expect((await server.ask('POST', inboxes(), { token: token(), body: nested })).json).toMatchObject({
      additional_attributes: { agent_reply_time_window: 24 },
    })
  })

  it.each([
    [{ name: 'Shop' }, { error: 'param is missing or the value is empty: channel' }],
    [
      { name: 'Shop', channel: { type: 'telegram' } },
      { message: 'Channel type must exist', attributes: ['channel.type'] },
    ],
    [{ channel: { type: 'api' } }, { message: "Name can't be blank", attributes: ['name'] }],
    [
      { name: 'x'.repeat(256), channel: { type: 'api', webhook_url: 'x'.repeat(2_049) } },
      {
        message:
          'Name is too long (maximum is 255 characters), Webhook url is too long (maximum is 2048 characters)',
        attributes: ['name', 'webhook_url'],
      },
    ],
    [
      { name: 'Shop', channel: { type: 'api', additional_attributes: { agent_reply_time_window: 0 } } },
      {
        message: 'Agent reply time window must be greater than 0',
        attributes: ['agent_reply_time_window'],
      },
    ],
    [
      { name: 'Shop', channel: { type: 'api' }, working_hours: [{ day_of_week: 7 }] },
      { attributes: ['working_hours.0.day_of_week'] },
    ],
    [
      { name: 'Shop', channel: { type: 'api' }, sender_name_type: 'rude' },
      { attributes: ['sender_name_type'] },
    ],
  ])('refuses %j', async (body, json) => {
    expect(await server.ask('POST', inboxes(), { token: token(), body })).toMatchObject({ status: 422, json })
  })
})

describe('GET inboxes', () => {
  it('shows keys to administrators only', async () => {
    const { inbox } = server.seeded
    const own = await server.ask('GET', `${inboxes()}/${inbox.number}`, { token: token() })
    expect(own.json).toMatchObject({ hmac_token: inbox.channel.hmacToken, secret: inbox.channel.secret })
    const seen = await server.ask('GET', `${inboxes()}/${inbox.number}`, { token: agent() })
    expect(seen.json).toMatchObject({ id: inbox.number, name: inbox.name })
    expect(seen.json).not.toHaveProperty('hmac_token')
    expect(seen.json).not.toHaveProperty('secret')
    const list = await server.ask('GET', inboxes(), { token: agent() })
    expect(list.text).not.toContain(inbox.channel.hmacToken)
  })

  it('shows agents what they are members of', async () => {
    const hidden = await addInbox(server, server.seeded.organization.id, { name: 'Hidden' })
    const all = await server.ask('GET', inboxes(), { token: token() })
    expect(all.json).toMatchObject({
      payload: expect.arrayContaining([expect.objectContaining({ id: hidden.number })]),
    })
    const seen = await server.ask('GET', inboxes(), { token: agent() })
    expect(seen.json).toMatchObject({ payload: [{ id: server.seeded.inbox.number }] })
    expect((seen.json as { payload: unknown[] }).payload).toHaveLength(1)
    expect(await server.ask('GET', `${inboxes()}/${hidden.number}`, { token: agent() })).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to do this action' },
    })
  })

  it('finds nothing of another account', async () => {
    const number = server.foreign.inbox
    for (const method of ['GET', 'PATCH', 'PUT']) {
      const answer = await server.ask(method, `${inboxes()}/${number}`, {
        token: token(),
        ...(method !== 'GET' && { body: { name: 'Mine' } }),
      })
      expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    }
  })
})

describe('PATCH and PUT inboxes', () => {
  it.each(['PATCH', 'PUT'])('%s changes what is named', async (method) => {
    const path = `${inboxes()}/${server.seeded.inbox.number}`
    const body = {
      name: `By ${method}`,
      greeting_enabled: 'true',
      working_hours: [{ day_of_week: 0, open_hour: 10, open_minutes: 0, close_hour: 12, close_minutes: 30 }],
      channel: { webhook_url: 'https://acme.test/hook' },
    }
    const answer = await server.ask(method, path, { token: token(), body })
    expect(answer.json).toMatchObject({
      name: `By ${method}`,
      greeting_enabled: true,
      webhook_url: 'https://acme.test/hook',
      inbox_identifier: server.seeded.inbox.channel.identifier,
    })
    const { working_hours } = answer.json as { working_hours: { open_hour: number | null }[] }
    expect(working_hours.map((day) => day.open_hour)).toEqual([10, 9, 9, 9, 9, 9, null])
  })
})

const members = () => `${server.account}/inbox_members`
const idsOf = (json: unknown) => (json as { payload: { id: number }[] }).payload.map(({ id }) => id).sort()

describe('inbox_members', () => {
  it('are added, replaced and removed', async () => {
    const inbox = await addInbox(server, server.seeded.organization.id)
    const [first, second] = server.seeded.agents.map(({ number }) => number)
    const change = (method: string, user_ids: unknown) =>
      server.ask(method, members(), { token: token(), body: { inbox_id: inbox.number, user_ids } })
    expect(idsOf((await change('POST', [first])).json)).toEqual([first])
    expect(idsOf((await change('POST', [second])).json)).toEqual([first, second].sort())
    expect(idsOf((await change('PUT', [second])).json)).toEqual([second])
    expect(idsOf((await change('PATCH', [first])).json)).toEqual([first])
    const listed = await server.ask('GET', `${members()}/${inbox.number}`, { token: agent() })
    expect(idsOf(listed.json)).toEqual([first])
    const removed = await change('DELETE', [first, 999_999])
    expect(removed).toMatchObject({ status: 200, text: '' })
    expect(removed.headers.get('content-length')).toBe('0')
    expect(idsOf((await server.ask('GET', `${members()}/${inbox.number}`, { token: token() })).json)).toEqual(
      [],
    )
  })

  it.each([
    [{ user_ids: [1] }, 422, { error: 'param is missing or the value is empty: inbox_id' }],
    [{ inbox_id: 1 }, 422, { error: 'param is missing or the value is empty: user_ids' }],
    [{ inbox_id: 1, user_ids: [999_999] }, 422, { message: 'User must exist', attributes: ['user'] }],
    [{ inbox_id: 999_999, user_ids: [] }, 404, { error: 'Resource could not be found' }],
    [{ inbox_id: 1, user_ids: ['x'] }, 422, { attributes: ['user'] }],
  ])('refuse %j', async (body, status, json) => {
    expect(await server.ask('POST', members(), { token: token(), body })).toMatchObject({ status, json })
  })

  it('of another account are nobody', async () => {
    const inbox_id = server.foreign.inbox
    const body = { inbox_id, user_ids: [] }
    expect((await server.ask('POST', members(), { token: token(), body })).status).toBe(404)
    expect((await server.ask('GET', `${members()}/${inbox_id}`, { token: token() })).status).toBe(404)
    const strangers = { inbox_id: server.seeded.inbox.number, user_ids: [server.foreign.member] }
    expect((await server.ask('POST', members(), { token: token(), body: strangers })).status).toBe(422)
  })
})

describe('GET /public/api/v1/inboxes/{identifier}', () => {
  it('shows what anybody may know', async () => {
    const answer = await server.ask('GET', server.publicInbox)
    expect(answer.json).toEqual({
      identifier: server.seeded.inbox.channel.identifier,
      identity_validation_enabled: false,
      name: expect.any(String),
      timezone: 'UTC',
      working_hours: expect.any(Array),
      working_hours_enabled: false,
      csat_survey_enabled: false,
      greeting_enabled: expect.any(Boolean),
    })
  })

  it('knows no other identifier', async () => {
    expect(await server.ask('GET', '/public/api/v1/inboxes/unknown')).toMatchObject({
      status: 404,
      json: { status: 404, error: 'Not Found' },
    })
  })
})

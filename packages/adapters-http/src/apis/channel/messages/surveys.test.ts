import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { START } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

const DAY = 24 * 60 * 60 * 1_000

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
  await server.owner('PATCH', `/inboxes/${server.seeded.inbox.number}`, {
    csat_survey_enabled: true,
    csat_config: {
      display_type: 'star',
      message: 'How was it?',
      survey_rules: { operator: 'does_not_contain', values: ['spam'] },
    },
  })
})
afterAll(() => server.close())

interface Conversation {
  readonly id: number
  readonly uuid: string
}
interface Message {
  readonly id: number
  readonly content_type: string
}

const begin = async (): Promise<Conversation> =>
  (await server.owner('POST', '/conversations', { source_id: server.seeded.contactPoint.sourceId }))
    .json as Conversation

const resolve = (id: number) =>
  server.owner('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' })

const surveysOf = async (id: number): Promise<readonly Message[]> => {
  const { payload } = (await server.owner('GET', `/conversations/${id}/messages`)).json as {
    payload: readonly Message[]
  }
  return payload.filter(({ content_type }) => content_type === 'input_csat')
}

const asked = async () => {
  const conversation = await begin()
  await resolve(conversation.id)
  const [survey] = await surveysOf(conversation.id)
  if (!survey) throw new Error('Nobody was asked')
  return { conversation, survey }
}

const at = ({ uuid }: Conversation) => `/public/api/v1/csat_survey/${uuid}`
const rating = (value: unknown, feedback_message?: string) => ({
  message: { submitted_values: { csat_survey_response: { rating: value, feedback_message } } },
})

describe('resolving a conversation', () => {
  it('asks once how satisfied the contact is', async () => {
    const { conversation, survey } = await asked()
    expect(survey).toMatchObject({
      content: 'How was it?',
      message_type: 3,
      content_attributes: { display_type: 'star' },
    })
    await server.owner('POST', `/conversations/${conversation.id}/toggle_status`, { status: 'open' })
    await resolve(conversation.id)
    expect(await surveysOf(conversation.id)).toHaveLength(1)
  })

  it('asks where the contact resolves it, too', async () => {
    const { id } = await begin()
    const open = `${server.publicInbox}/contacts/${server.seeded.contactPoint.sourceId}/conversations/${id}`
    expect((await server.ask('POST', `${open}/toggle_status`)).status).toBe(200)
    expect(await surveysOf(id)).toHaveLength(1)
  })

  it('asks nothing where the tags speak against it', async () => {
    const { id } = await begin()
    await server.owner('POST', `/conversations/${id}/labels`, { labels: ['spam'] })
    await resolve(id)
    expect(await surveysOf(id)).toEqual([])
  })
})

describe('the public survey', () => {
  it('is shown to whoever has its address', async () => {
    const { conversation, survey } = await asked()
    expect((await server.ask('GET', at(conversation))).json).toEqual({
      id: survey.id,
      csat_survey_response: null,
      display_type: 'star',
      content: 'How was it?',
      inbox_avatar_url: '',
      inbox_name: server.seeded.inbox.name,
      locale: 'en',
      conversation_id: conversation.id,
      created_at: new Date(START).toISOString(),
    })
  })

  it('takes an answer, and another one', async () => {
    const { conversation, survey } = await asked()
    const first = await server.ask('PATCH', at(conversation), { body: rating(2, 'Slow') })
    expect(first).toMatchObject({
      status: 200,
      json: {
        id: survey.id,
        csat_survey_response: { rating: 2, feedback_message: 'Slow', message_id: survey.id },
      },
    })
    const second = await server.ask('PUT', at(conversation), { body: rating('5') })
    expect(second.json).toMatchObject({ csat_survey_response: { rating: 5, feedback_message: null } })
    expect(await surveysOf(conversation.id)).toMatchObject([
      {
        content_attributes: {
          submitted_values: { csat_survey_response: { rating: 5, feedback_message: null } },
        },
      },
    ])
  })

  it('refuses what is no rating', async () => {
    const { conversation } = await asked()
    for (const value of [0, 6, null, undefined]) {
      expect(await server.ask('PATCH', at(conversation), { body: rating(value) })).toMatchObject({
        status: 422,
        json: { message: 'Rating must be 1 to 5', attributes: ['rating'] },
      })
    }
    expect((await server.ask('PATCH', at(conversation), { body: {} })).status).toBe(422)
  })

  it('is not found where nobody was asked, and when the question was deleted', async () => {
    const nobody = await begin()
    const { conversation, survey } = await asked()
    await server.owner('DELETE', `/conversations/${conversation.id}/messages/${survey.id}`)
    for (const path of [at(nobody), at(conversation), '/public/api/v1/csat_survey/none']) {
      expect(await server.ask('GET', path)).toMatchObject({
        status: 404,
        json: { status: 404, error: 'Not Found' },
      })
      expect((await server.ask('PATCH', path, { body: rating(5) })).status).toBe(404)
    }
  })
})

describe('PATCH of a message of the public API', () => {
  const open = (id: number, message: number) =>
    `${server.publicInbox}/contacts/${server.seeded.contactPoint.sourceId}/conversations/${id}/messages/${message}`
  const post = async (id: number, body: object) =>
    ((await server.owner('POST', `/conversations/${id}/messages`, body)).json as Message).id

  it('keeps what was filled in', async () => {
    const { id } = await begin()
    const items = [{ type: 'email', name: 'email' }]
    const form = await post(id, { content: 'Who?', content_type: 'form', content_attributes: { items } })
    const submitted_values = [{ name: 'email', title: 'E-mail', value: 'grace@example.test' }]
    const answer = await server.ask('PATCH', open(id, form), { body: { submitted_values } })
    expect(answer).toMatchObject({
      status: 200,
      json: { id: form, content_attributes: { items, submitted_values } },
    })
    const body = new URLSearchParams([
      ['submitted_values[0][name]', 'email'],
      ['submitted_values[0][value]', 'a@b.test'],
    ])
    expect((await server.ask('PATCH', open(id, form), { body })).json).toMatchObject({
      content_attributes: { submitted_values: [{ name: 'email', value: 'a@b.test' }] },
    })
  })

  it('answers a survey', async () => {
    const { conversation, survey } = await asked()
    const submitted_values = { csat_survey_response: { rating: 3, feedback_message: 'So so' } }
    const answer = await server.ask('PATCH', open(conversation.id, survey.id), { body: { submitted_values } })
    expect(answer.json).toMatchObject({ content_attributes: { display_type: 'star', submitted_values } })
    expect((await server.ask('GET', at(conversation))).json).toMatchObject({
      csat_survey_response: { rating: 3, feedback_message: 'So so' },
    })
  })

  it('finds no notes, no messages of others, and none that are not there', async () => {
    const { id } = await begin()
    const note = await post(id, { content: 'Psst', private: true })
    for (const message of [note, 999_999]) {
      const answer = await server.ask('PATCH', open(id, message), { body: { submitted_values: [] } })
      expect(answer.status).toBe(404)
    }
  })

  it('refuses what is no answer', async () => {
    const { conversation, survey } = await asked()
    for (const submitted_values of [undefined, 'x', { rating: 5 }]) {
      const answer = await server.ask('PATCH', open(conversation.id, survey.id), {
        body: { submitted_values },
      })
      expect(answer.status).toBe(422)
    }
  })
})

describe('the page of a survey', () => {
  const page = ({ uuid }: Conversation) => `/survey/responses/${uuid}`
  const form = (fields: Record<string, string>) => ({ body: new URLSearchParams(fields) })

  it('asks without a script, and shows what was answered', async () => {
    const { conversation } = await asked()
    const shown = await server.ask('GET', page(conversation))
    expect(shown.status).toBe(200)
    expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(shown.text).toContain('How was it?')
    expect(shown.text).not.toContain('<script')
    const sent = await server.ask(
      'POST',
      page(conversation),
      form({ rating: '4', feedback_message: '<b>Good</b>' }),
    )
    expect(sent.status).toBe(303)
    expect(sent.headers.get('location')).toBe(page(conversation))
    const after = await server.ask('GET', page(conversation))
    expect(after.text).toContain('Thank you')
    expect(after.text).toContain('&lt;b&gt;Good&lt;/b&gt;')
    expect(after.text).toContain('value="4" required checked')
  })

  it('asks again for a rating that is none', async () => {
    const { conversation } = await asked()
    for (const fields of [{}, { rating: '9' }, { rating: '11' }]) {
      const answer = await server.ask('POST', page(conversation), form(fields as Record<string, string>))
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('Please choose a rating.')
    }
  })

  it('is not there where nobody was asked', async () => {
    const nobody = await begin()
    for (const path of [page(nobody), '/survey/responses/none']) {
      for (const method of ['GET', 'POST']) {
        const answer = await server.ask(method, path, method === 'POST' ? form({ rating: '5' }) : {})
        expect(answer.status).toBe(404)
        expect(answer.text).toContain('nothing to answer')
      }
    }
  })
})

describe('answers, to administrators', () => {
  let own: TestServer
  beforeAll(async () => {
    own = await openTestServer()
    await own.owner('PATCH', `/inboxes/${own.seeded.inbox.number}`, { csat_survey_enabled: true })
    const { sourceId } = own.seeded.contactPoint
    for (const value of [5, 2, null]) {
      const { id, uuid } = (await own.owner('POST', '/conversations', { source_id: sourceId }))
        .json as Conversation
      if (value === 2) {
        await own.owner('POST', `/conversations/${id}/assignments`, {
          assignee_id: own.seeded.agents[0]?.number,
        })
      }
      await own.owner('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' })
      own.world.clock.advance(10_000)
      if (value) await own.ask('PATCH', `/public/api/v1/csat_survey/${uuid}`, { body: rating(value, '=1+1') })
    }
  })
  afterAll(() => own.close())

  const ratings = async (query: string) =>
    ((await own.owner('GET', `/csat_survey_responses${query}`)).json as readonly { rating: number }[]).map(
      (one) => one.rating,
    )

  it('are listed, the newest first', async () => {
    const [agent] = own.seeded.agents
    const list = (await own.owner('GET', '/csat_survey_responses')).json as readonly object[]
    expect(list).toHaveLength(2)
    expect(list[0]).toEqual({
      id: expect.any(Number),
      rating: 2,
      feedback_message: '=1+1',
      account_id: own.seeded.organization.number,
      message_id: expect.any(Number),
      contact: expect.objectContaining({ id: own.seeded.contact.number, name: own.seeded.contact.name }),
      conversation_id: expect.any(Number),
      assigned_agent: expect.objectContaining({ id: agent?.number, email: agent?.email }),
      created_at: START / 1_000 + 20,
    })
    expect(list[1]).not.toHaveProperty('assigned_agent')
  })

  it('are narrowed, sorted and paged', async () => {
    const agent = own.seeded.agents[0]?.number
    expect(await ratings('?sort=created_at')).toEqual([5, 2])
    expect(await ratings('?page=2')).toEqual([])
    expect(await ratings('?rating=5')).toEqual([5])
    expect(await ratings(`?user_ids[]=${agent}`)).toEqual([2])
    expect(await ratings(`?since=${START / 1_000 + 15}`)).toEqual([2])
    expect(await ratings(`?until=${START / 1_000 + 15}`)).toEqual([5])
    expect(await ratings(`?inbox_id=${own.seeded.inbox.number}`)).toEqual([2, 5])
    const unknown = await own.ask('GET', `${own.account}/csat_survey_responses?inbox_id=999999`, {
      token: own.seeded.tokens.owner,
    })
    expect(unknown.status).toBe(404)
  })

  it('are narrowed to a team', async () => {
    const team = (await own.owner('POST', '/teams', { name: 'support' })).json as { id: number }
    expect(await ratings(`?team_id=${team.id}`)).toEqual([])
    const unknown = await own.ask('GET', `${own.account}/csat_survey_responses?team_id=999999`, {
      token: own.seeded.tokens.owner,
    })
    expect(unknown.status).toBe(404)
  })

  it('are counted', async () => {
    expect((await own.owner('GET', '/csat_survey_responses/metrics')).json).toEqual({
      total_count: 2,
      ratings_count: { 2: 1, 5: 1 },
      total_sent_messages_count: 3,
    })
  })

  it('come as a file, with nothing in it for a spreadsheet to run', async () => {
    const file = await own.owner('GET', '/csat_survey_responses/download')
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.text.split('\r\n')[0]).toMatch(/^Agent name,Rating,/)
    expect(file.text).toContain(",2,'=1+1,")
  })

  it('are for administrators', async () => {
    for (const path of ['', '/metrics', '/download']) {
      const answer = await own.ask('GET', `${own.account}/csat_survey_responses${path}`, {
        token: own.seeded.tokens.agents[0],
      })
      expect(answer.status).toBe(401)
    }
  })
})

// The last of all: it turns the clock forward.
describe('after 14 days', () => {
  it('an answer is taken no more', async () => {
    const { conversation, survey } = await asked()
    await server.ask('PATCH', at(conversation), { body: rating(1) })
    server.world.clock.advance(14 * DAY + 1)
    const text = 'You cannot update the CSAT survey after 14 days'
    expect(await server.ask('PATCH', at(conversation), { body: rating(5) })).toMatchObject({
      status: 422,
      json: { error: text, message: text },
    })
    const open = `${server.publicInbox}/contacts/${server.seeded.contactPoint.sourceId}/conversations/${conversation.id}/messages/${survey.id}`
    const submitted_values = { csat_survey_response: { rating: 5 } }
    expect(await server.ask('PATCH', open, { body: { submitted_values } })).toMatchObject({
      status: 422,
      json: { error: text },
    })
    const page = await server.ask('POST', `/survey/responses/${conversation.uuid}`, {
      body: new URLSearchParams({ rating: '5' }),
    })
    expect(page.text).toContain('This survey is closed.')
    expect((await server.ask('GET', at(conversation))).json).toMatchObject({
      csat_survey_response: { rating: 1 },
    })
  })
})

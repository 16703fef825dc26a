import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { IMESSAGE, type MessagingServer, openMessagingServer } from './agent-messaging.fixtures.ts'

let messaging: MessagingServer
beforeAll(async () => {
  messaging = await openMessagingServer()
})
afterAll(() => messaging.server.close())

const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const NOBODY = '00000000-0000-4000-8000-000000000000'

let numbers = 0
const aHuman = (): string => {
  numbers += 1
  return `+1555600${String(numbers).padStart(4, '0')}`
}

const conversations = `${IMESSAGE}/conversations`
const messages = `${IMESSAGE}/messages`

interface Row {
  readonly id: string
  readonly content?: string
  readonly latest_text?: string
}

const rows = (json: unknown) => json as readonly Row[]

/** A human who wrote twice, was answered, and was then kept out. */
const history = async () => {
  const human = aHuman()
  const { conversationId, line } = await messaging.connected(human, 'rex', 'first')
  messaging.server.world.clock.advance(1_000)
  await messaging.bring(human, 'second', line)
  await messaging.asAgent('POST', messages, { conversation_id: conversationId, text: 'answer' })
  const rule = { action: 'block', match_target: human }
  await messaging.asAdmin('POST', `${IMESSAGE}/identities/rex/contact-rules`, rule)
  messaging.server.world.clock.advance(1_000)
  const blocked = await messaging.bring(human, 'kept out', line)
  return { human, conversationId, line, blockedId: blocked.messageId }
}

describe('conversations', () => {
  it('are listed with what was said last, and shown', async () => {
    const human = aHuman()
    const { conversationId } = await messaging.connected(human, 'rex', 'Hello Rex')
    const shown = {
      id: conversationId,
      assignment_id: UUID,
      assignment_status: 'active',
      remote_number: human,
      participants: null,
      is_group: false,
      group_creation_status: null,
      created_at: ISO,
      updated_at: ISO,
    }
    const { json } = await messaging.asAgent('GET', `${conversations}?limit=50&offset=0`)
    expect(rows(json)[0]).toEqual({
      ...shown,
      latest_text: 'Hello Rex',
      latest_message_at: ISO,
      latest_direction: 'inbound',
      latest_has_media: false,
      unread_count: 1,
      total_count: 1,
    })
    const one = await messaging.asAgent('GET', `${conversations}/${conversationId}`)
    expect(one).toMatchObject({ status: 200, json: shown })
    await messaging.bring(human, 'disconnect @rex')
    const released = await messaging.asAgent('GET', `${conversations}/${conversationId}`)
    expect(released.json).toMatchObject({ ...shown, assignment_status: 'released' })
  })

  it('are summarized from what the caller may see, and what is asked for', async () => {
    const { human, conversationId } = await history()
    const of = async (ask: MessagingServer['asAgent'], query: string) =>
      (rows((await ask('GET', `${conversations}?${query}`)).json).find(({ id }) => id === conversationId) ??
        null) as Row | null
    const told = { latest_text: 'answer', latest_direction: 'outbound', unread_count: 2, total_count: 3 }
    const all = { latest_text: 'kept out', latest_direction: 'inbound', unread_count: 3, total_count: 4 }
    const blocked = { latest_text: 'kept out', unread_count: 1, total_count: 1, remote_number: human }
    expect(await of(messaging.asAgent, '')).toMatchObject(told)
    expect(await of(messaging.asAgent, 'is_blocked=false')).toMatchObject(told)
    expect(await of(messaging.asAgent, 'is_blocked=true')).toBeNull()
    expect(await of(messaging.asAdmin, '')).toMatchObject(all)
    expect(await of(messaging.asAdmin, 'is_blocked=false')).toMatchObject(told)
    expect(await of(messaging.asAdmin, 'is_blocked=true')).toMatchObject(blocked)
  })

  it('are ordered by what was said last of what is in view', async () => {
    const { conversationId } = await history()
    messaging.server.world.clock.advance(-500)
    const between = await messaging.connected(aHuman())
    messaging.server.world.clock.advance(500)
    const order = async (ask: MessagingServer['asAgent']) =>
      rows((await ask('GET', conversations)).json)
        .map(({ id }) => id)
        .filter((id) => id === conversationId || id === between.conversationId)
    expect(await order(messaging.asAgent)).toEqual([between.conversationId, conversationId])
    expect(await order(messaging.asAdmin)).toEqual([conversationId, between.conversationId])
  })

  it('of nobody but whom a rule keeps out are none to an identity', async () => {
    const human = aHuman()
    await messaging.bring(human, 'connect @rex')
    const { line } = await messaging.bring(human, 'connect @rex')
    await messaging.asAdmin('POST', `${IMESSAGE}/identities/rex/contact-rules`, {
      action: 'block',
      match_type: 'exact_number',
      match_target: human,
    })
    const { conversationId } = await messaging.bring(human, 'Hello?', line)
    const path = `${conversations}/${conversationId}`
    expect((await messaging.asAgent('GET', path)).status).toBe(404)
    expect((await messaging.asAgent('GET', `${messages}?conversation_id=${conversationId}`)).status).toBe(404)
    expect((await messaging.asAdmin('GET', path)).status).toBe(200)
  })

  it('are those of the identity that is asked for', async () => {
    const mine = await messaging.connected(aHuman())
    const others = await messaging.connected(aHuman(), 'ann')
    const ids = async (ask: MessagingServer['asAgent'], query = '') =>
      rows((await ask('GET', `${conversations}${query}`)).json).map(({ id }) => id)
    expect(await ids(messaging.asAgent)).not.toContain(others.conversationId)
    expect(await ids(messaging.asOther)).toEqual([others.conversationId])
    expect(await ids(messaging.asAdmin)).toEqual(
      expect.arrayContaining([mine.conversationId, others.conversationId]),
    )
    const own = `?agent_identity_id=${messaging.otherId}`
    expect(await ids(messaging.asAdmin, own)).toEqual([others.conversationId])
    expect(await ids(messaging.asOther, own)).toEqual([others.conversationId])
    const path = `${conversations}/${others.conversationId}`
    expect((await messaging.asAdmin('GET', path + own)).status).toBe(200)
    const asserted = `?agent_identity_id=${messaging.identityId}`
    expect((await messaging.asAdmin('GET', path + asserted)).status).toBe(404)
    expect((await messaging.asAgent('GET', path)).status).toBe(404)
    expect((await messaging.asForeigner('GET', path)).status).toBe(404)
  })

  it.each([conversations, messages, `${IMESSAGE}/assignments`])(
    'and the like at %s refuse other identities, unknown ones and bad pages',
    async (path) => {
      const of = (id: string) => `${path}?agent_identity_id=${id}`
      expect((await messaging.asAgent('GET', of(messaging.identityId))).status).toBe(200)
      const other = await messaging.asAgent('GET', of(messaging.otherId))
      expect(other).toMatchObject({ status: 403, json: { detail: expect.any(String) } })
      for (const id of [NOBODY, messaging.foreignId])
        expect((await messaging.asAdmin('GET', of(id))).status).toBe(404)
      for (const query of ['limit=0', 'limit=201', 'limit=x', 'limit=', 'offset=-1', 'offset=1e3']) {
        const refused = await messaging.asAdmin('GET', `${path}?${query}`)
        expect([query, refused.status]).toEqual([query, 422])
        const loc = ['query', query.split('=')[0]]
        expect(refused.json).toMatchObject({
          detail: [{ loc, msg: expect.any(String), type: expect.any(String) }],
        })
      }
      expect((await messaging.asAdmin('GET', of('not-an-id'))).status).toBe(422)
    },
  )

  it('are refused of an identity that is not enabled', async () => {
    const body = { agent_handle: 'off' }
    const { id } = (await messaging.asAdmin('POST', '/api/v1/identities/', body)).json as Row
    const answer = await messaging.asAdmin('GET', `${conversations}?agent_identity_id=${id}`)
    expect(answer).toMatchObject({ status: 400, json: { detail: expect.stringContaining('not enabled') } })
    expect((await messaging.asAdmin('GET', `${messages}?agent_identity_id=${id}`)).json).toEqual([])
  })

  it('have real ids in their paths', async () => {
    const refused = await messaging.asAgent('GET', `${conversations}/42`)
    expect(refused).toMatchObject({ status: 422, json: { detail: [{ loc: ['path', 'conversation_id'] }] } })
    expect((await messaging.asAgent('GET', `${conversations}/${NOBODY}`)).status).toBe(404)
  })
})

describe('messages', () => {
  it('are shown with every key that clients read', async () => {
    const human = aHuman()
    const { conversationId, messageId } = await messaging.connected(human, 'rex', 'Hello Rex')
    const message = {
      id: messageId,
      conversation_id: conversationId,
      assignment_id: UUID,
      direction: 'inbound',
      remote_number: human,
      sender_number: null,
      participants: null,
      is_group: false,
      content: 'Hello Rex',
      message_type: 'message',
      service: 'imessage',
      send_style: null,
      media: null,
      was_downgraded: null,
      status: 'received',
      error_code: null,
      error_message: null,
      error_reason: null,
      error_detail: null,
      is_read: false,
      is_blocked: false,
      recipients: null,
      reactions: [],
      created_at: ISO,
      updated_at: ISO,
    }
    const listed = await messaging.asAgent('GET', `${messages}?conversation_id=${conversationId}`)
    expect(listed.json).toEqual([message])
    expect((await messaging.asAgent('GET', `${messages}/${messageId}`)).json).toEqual(message)
    // That they were listed marks nothing as read.
    expect((await messaging.asAgent('GET', `${messages}/${messageId}`)).json).toMatchObject({
      is_read: false,
    })
  })

  it('are the newest first, without what a rule kept out', async () => {
    const { conversationId, blockedId } = await history()
    const contents = async (ask: MessagingServer['asAgent'], query = '') =>
      rows((await ask('GET', `${messages}?conversation_id=${conversationId}${query}`)).json)
        .map(({ content }) => content)
        .join(', ')
    expect(await contents(messaging.asAgent)).toBe('answer, second, first')
    expect(await contents(messaging.asAgent, '&is_blocked=true')).toBe('')
    expect(await contents(messaging.asAdmin)).toBe('kept out, answer, second, first')
    expect(await contents(messaging.asAdmin, '&is_blocked=true')).toBe('kept out')
    expect(await contents(messaging.asAdmin, '&is_blocked=false')).toBe('answer, second, first')
    expect(await contents(messaging.asAgent, '&is_read=false')).toBe('second, first')
    expect(await contents(messaging.asAgent, '&is_read=true')).toBe('answer')
    expect(await contents(messaging.asAgent, '&limit=1&offset=1')).toBe('second')
    expect((await messaging.asAgent('GET', `${messages}/${blockedId}`)).status).toBe(404)
    const audited = await messaging.asAdmin('GET', `${messages}/${blockedId}`)
    expect(audited.json).toMatchObject({ is_blocked: true, is_read: false })
  })

  it('are narrowed to a part of time', async () => {
    const { conversationId, messageId } = await messaging.connected(aHuman())
    const { created_at } = (await messaging.asAgent('GET', `${messages}/${messageId}`)).json as {
      created_at: string
    }
    const day = created_at.slice(0, 10)
    const found = async (query: string) =>
      rows((await messaging.asAgent('GET', `${messages}?conversation_id=${conversationId}&${query}`)).json)
        .length
    expect(await found(`start_datetime=${day}&end_datetime=${day}`)).toBe(1)
    expect(await found(`start_datetime=${created_at}&end_datetime=${created_at}`)).toBe(1)
    expect(await found('start_datetime=2000-01-01&end_datetime=2000-12-31&tz=Europe/Berlin')).toBe(0)
    for (const query of ['tz=Nowhere/Land', 'start_datetime=soon']) {
      const refused = await messaging.asAgent('GET', `${messages}?${query}`)
      expect(refused).toMatchObject({
        status: 422,
        json: { detail: [{ loc: ['query', query.split('=')[0]] }] },
      })
    }
  })

  it('never name the line that carries them', async () => {
    const { line } = await history()
    for (const ask of [messaging.asAgent, messaging.asAdmin]) {
      for (const path of [conversations, messages, `${IMESSAGE}/assignments`, `${IMESSAGE}/numbers`])
        expect((await ask('GET', path)).text).not.toContain(line)
    }
  })
})

describe('connections', () => {
  it('are listed while they are active, newest first', async () => {
    const [first, second] = [aHuman(), aHuman()]
    const { conversationId } = await messaging.connected(first, 'ann')
    messaging.server.world.clock.advance(1_000)
    await messaging.connected(second, 'ann')
    const { json } = await messaging.asOther('GET', `${IMESSAGE}/assignments`)
    const remote = rows(json).map((row) => (row as unknown as { remote_number: string }).remote_number)
    expect(remote.slice(0, 2)).toEqual([second, first])
    const shown = (await messaging.asOther('GET', `${conversations}/${conversationId}`)).json as {
      assignment_id: string
    }
    expect(rows(json)[1]).toEqual({
      id: shown.assignment_id,
      remote_number: first,
      agent_identity_id: messaging.otherId,
      organization_id: `org_${messaging.server.seeded.organization.id}`,
      status: 'active',
      released_at: null,
      created_at: ISO,
      updated_at: ISO,
    })
    await messaging.bring(first, 'disconnect @ann')
    const left = await messaging.asOther('GET', `${IMESSAGE}/assignments`)
    expect(left.text).not.toContain(first)
  })

  it('are ended by administrators', async () => {
    const human = aHuman()
    const { conversationId } = await messaging.connected(human, 'ann')
    const shown = async () =>
      (await messaging.asOther('GET', `${conversations}/${conversationId}`)).json as {
        readonly assignment_id: string
        readonly assignment_status: string
      }
    const path = `${IMESSAGE}/assignments/${(await shown()).assignment_id}`
    expect((await messaging.asOther('DELETE', path)).status).toBe(403)
    expect((await messaging.asForeigner('DELETE', path)).status).toBe(404)
    expect(await messaging.asAdmin('DELETE', path)).toMatchObject({ status: 204, text: '' })
    expect((await messaging.asAdmin('DELETE', path)).status).toBe(404)
    expect(await shown()).toMatchObject({ assignment_status: 'released' })
    expect((await messaging.asAdmin('DELETE', `${IMESSAGE}/assignments/${NOBODY}`)).status).toBe(404)
  })

  it('are made through the router, whose number anybody with a key may know', async () => {
    const path = `${IMESSAGE}/triage-number`
    const number = messaging.server.gateway.lines.router
    expect((await messaging.asAgent('GET', path)).json).toEqual({ number, connect_command: 'connect @rex' })
    expect((await messaging.asAdmin('GET', path)).json).toEqual({
      number,
      connect_command: 'connect @your-agent',
    })
    const named = await messaging.asAdmin('GET', `${path}?agent_identity_id=${messaging.otherId}`)
    expect(named.json).toEqual({ number, connect_command: 'connect @ann' })
  })
})

import { describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

interface Message {
  readonly message_type: number
  readonly content: string
}

const within = async (settings: object, test: (server: TestServer) => Promise<void>): Promise<void> => {
  const server = await openTestServer()
  try {
    await server.owner('PATCH', `/inboxes/${server.seeded.inbox.number}`, settings)
    await test(server)
  } finally {
    await server.close()
  }
}

const here = ({ seeded }: TestServer) => `/conversations/${seeded.conversation.conversation.number}/messages`

/** The contact writes through the public API. */
const write = async (server: TestServer, content: string): Promise<void> => {
  const { sourceId } = server.seeded.contactPoint
  const said = await server.ask('POST', `${server.publicInbox}/contacts/${sourceId}${here(server)}`, {
    body: { content },
  })
  expect(said).toMatchObject({ status: 200, json: { content, message_type: 0 } })
}

const said = async (server: TestServer): Promise<readonly string[]> => {
  const { payload } = (await server.owner('GET', here(server))).json as { payload: readonly Message[] }
  return payload.map(({ message_type, content }) => `${message_type} ${content}`)
}

describe('an inbox that greets', () => {
  const greeting = { greeting_enabled: true, greeting_message: 'Welcome' }

  it('does so once, after the contact’s first message', () =>
    within(greeting, async (server) => {
      await write(server, 'Hi')
      await write(server, 'Anybody?')
      expect(await said(server)).toEqual(['0 Hi', '3 Welcome', '0 Anybody?'])
    }))

  it('does so for messages that members carry in, and tells nobody’s name', () =>
    within(greeting, async (server) => {
      await server.owner('POST', here(server), { content: 'Hi', message_type: 'incoming' })
      const { payload } = (await server.owner('GET', here(server))).json as { payload: readonly object[] }
      expect(payload[1]).toMatchObject({
        content: 'Welcome',
        message_type: 3,
        status: 'sent',
        private: false,
      })
      expect(payload[1]).not.toHaveProperty('sender')
    }))

  it('does not once somebody has spoken', () =>
    within(greeting, async (server) => {
      await server.owner('POST', here(server), { content: 'Can I help?' })
      await write(server, 'Yes')
      expect(await said(server)).toEqual(['1 Can I help?', '0 Yes'])
    }))

  it('says it once to many messages at the same time', () =>
    within(greeting, async (server) => {
      await Promise.all(Array.from({ length: 10 }, (_, count) => write(server, `${count}`)))
      expect((await said(server)).filter((line) => line === '3 Welcome')).toHaveLength(1)
    }))
})

describe('an inbox that is closed', () => {
  const closed = Array.from({ length: 7 }, (_, day_of_week) => ({ day_of_week, closed_all_day: true }))
  const absence = {
    working_hours_enabled: true,
    out_of_office_message: 'We are closed',
    working_hours: closed,
    timezone: 'Europe/Berlin',
  }

  it('says so once a day', () =>
    within(absence, async (server) => {
      await write(server, 'Hi')
      await write(server, 'Hello?')
      server.world.clock.advance(24 * 60 * 60 * 1_000)
      await write(server, 'Still there')
      expect(await said(server)).toEqual([
        '0 Hi',
        '3 We are closed',
        '0 Hello?',
        '0 Still there',
        '3 We are closed',
      ])
    }))

  it('does not while somebody answers', () =>
    within(absence, async (server) => {
      await server.owner('POST', here(server), { content: 'Still here' })
      await write(server, 'Thanks')
      server.world.clock.advance(5 * 60 * 1_000)
      await write(server, 'One more thing')
      expect(await said(server)).toEqual(['1 Still here', '0 Thanks', '0 One more thing', '3 We are closed'])
    }))
})

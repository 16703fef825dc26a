import { afterEach, describe, expect, it } from '@jest/globals'
import { addInbox, say, until } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

let server: TestServer
afterEach(() => server.close())

interface Sent {
  readonly id?: string
  readonly event?: string
  readonly data?: { readonly content?: string }
}

const parse = (block: string): Sent =>
  Object.fromEntries(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ')
      const [name, value] = [line.slice(0, at), line.slice(at + 2)]
      return [name, name === 'data' ? JSON.parse(value) : value]
    }),
  ) as Sent

/** Opens a stream; what it told so far can be read at any time. */
const listen = async (headers: Record<string, string>, query = '') => {
  const leaving = new AbortController()
  const response = await fetch(`${server.url}/api/v1/events${query}`, { headers, signal: leaving.signal })
  let text = ''
  let ended = false
  const reading = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
  }
  const over = () => {
    ended = true
  }
  reading().then(over, over)
  const told = () =>
    text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => block.includes('event: '))
      .map(parse)
  await until('the stream has begun', () => text.includes('retry: ') || response.status !== 200)
  return { response, told, ended: () => ended, leave: () => leaving.abort() }
}

const contents = (told: readonly Sent[]) =>
  told.flatMap(({ event, data }) => (event === 'message.created' ? (data?.content ?? []) : []))

const asOwner = () => ({ api_access_token: server.seeded.tokens.owner })

describe('GET /api/v1/events', () => {
  it('tells members what happens from now on', async () => {
    server = await openTestServer()
    await say(server, server.seeded.conversation, { content: 'Before' })
    const stream = await listen(asOwner())
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    await say(server, server.seeded.conversation, { content: 'Now' })
    await say(server, server.other.conversation, { content: 'Elsewhere' })
    await until('it is told', () => contents(stream.told()).includes('Now'))
    expect(contents(stream.told())).toEqual(['Now'])
  })

  it('goes on after the event that was seen last', async () => {
    server = await openTestServer()
    const stream = await listen({}, `?api_access_token=${server.seeded.tokens.owner}`)
    await say(server, server.seeded.conversation, { content: 'One' })
    await until('it is told', () => stream.told().some(({ id }) => id !== undefined))
    const seen = stream.told().findLast(({ id }) => id !== undefined)?.id ?? ''
    stream.leave()
    for (let at = 0; at < 250; at += 1) {
      await say(server, server.seeded.conversation, { content: `Missed ${at}` })
    }
    const again = await listen({ ...asOwner(), 'last-event-id': seen })
    await say(server, server.seeded.conversation, { content: 'Live' })
    await until('everything is told', () => contents(again.told()).includes('Live'))
    const missed = Array.from({ length: 250 }, (_missed, at) => `Missed ${at}`)
    expect(contents(again.told())).toEqual([...missed, 'Live'])
  })

  it('tells agents of their own inboxes', async () => {
    server = await openTestServer()
    const inbox = await addInbox(server, server.seeded.organization.id)
    const [number] = server.seeded.agents.map((agent) => agent.number)
    await server.owner('PATCH', '/inbox_members', { inbox_id: inbox.number, user_ids: [number] })
    await server.owner('PATCH', '/inbox_members', { inbox_id: server.seeded.inbox.number, user_ids: [] })
    const stream = await listen({ api_access_token: server.seeded.tokens.agents[0] ?? '' })
    const owner = await listen(asOwner())
    await say(server, server.seeded.conversation, { content: 'Not for everybody' })
    await until('the owner is told', () => contents(owner.told()).length > 0)
    expect(contents(stream.told())).toEqual([])
  })

  it('lets nobody in who is not a member, and takes no id that is none', async () => {
    server = await openTestServer()
    expect((await listen({})).response.status).toBe(401)
    expect((await listen({ api_access_token: 'nonsense' })).response.status).toBe(401)
    expect((await listen({ ...asOwner(), 'last-event-id': 'nonsense' })).response.status).toBe(422)
  })

  it('ends when the server stops', async () => {
    server = await openTestServer()
    const stream = await listen(asOwner())
    server.endStreams()
    await until('it is over', stream.ended)
    expect((await listen(asOwner())).response.status).toBe(503)
  })
})

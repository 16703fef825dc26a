import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { inWork, newMember, secretsOf } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

let path = ''
beforeEach(async () => {
  const started = await server.owner('POST', '/conversations', {
    source_id: server.seeded.contactPoint.sourceId,
  })
  path = `${server.account}/conversations/${(started.json as { id: number }).id}`
})

const ask = (method: string, suffix: string, body?: unknown) =>
  server.ask(method, path + suffix, { token: server.seeded.tokens.owner, body })
const numbers = (json: unknown) => (json as { id: number }[]).map(({ id }) => id)
const participants = async (method = 'GET', user_ids?: readonly number[]) =>
  numbers((await ask(method, '/participants', user_ids && { user_ids })).json)
const people = () => [server.seeded.owner, ...server.seeded.agents].map(({ number }) => number)

describe('participants', () => {
  it('are added, replaced and removed', async () => {
    const [owner = 0, first = 0, second = 0] = people()
    expect(await participants()).toEqual([])
    expect(await participants('POST', [first])).toEqual([first])
    expect(await participants('POST', [first, second])).toEqual([second])
    expect(await participants()).toEqual([first, second])
    expect(await participants('PATCH', [owner, second])).toEqual(expect.arrayContaining([owner, second]))
    expect(await participants('DELETE', [second, 999_999])).toEqual([owner])
    expect(await participants()).toEqual([owner])
  })

  it('are whoever holds the conversation, and held it', async () => {
    const [owner = 0, first = 0] = people()
    await ask('POST', '/assignments', { assignee_id: first })
    await ask('POST', '/assignments', { assignee_id: owner })
    await ask('POST', '/assignments', { assignee_id: null })
    expect(new Set(await participants())).toEqual(new Set([owner, first]))
  })

  it('must be able to hold conversations of the inbox', async () => {
    const { organization } = server.seeded
    const outsider = await inWork(server, organization.id, async (tx) => {
      const member = newMember(server, organization.id, { name: 'Outsider' })
      return tx.members.insert(member, secretsOf(server, member, server.world.secrets.token(24)))
    })
    if (!outsider.ok) throw new Error('The outsider is there already')
    for (const user_ids of [[999_999], [outsider.value.number], [...people(), outsider.value.number]]) {
      for (const method of ['POST', 'PATCH']) {
        expect(await ask(method, '/participants', { user_ids })).toMatchObject({
          status: 422,
          json: { error: 'Invalid participant IDs' },
        })
      }
    }
    expect(await participants()).toEqual([])
  })

  it('must be named', async () => {
    expect(await ask('POST', '/participants', {})).toMatchObject({
      status: 422,
      json: { error: 'param is missing or the value is empty: user_ids' },
    })
  })
})

describe('a draft', () => {
  it('is kept for whoever opens the conversation next', async () => {
    expect((await ask('GET', '/draft_messages')).json).toEqual({ has_draft: false })
    const wrapped = { draft_message: { message: 'Dear Grace' } }
    expect(await ask('PATCH', '/draft_messages', wrapped)).toMatchObject({ status: 200, text: '' })
    const [agent] = server.seeded.tokens.agents
    const seen = await server.ask('GET', `${path}/draft_messages`, { token: agent })
    expect(seen.json).toEqual({ has_draft: true, message: 'Dear Grace' })
    await ask('PUT', '/draft_messages', { message: 'Dear Mrs Hopper' })
    expect((await ask('GET', '/draft_messages')).json).toMatchObject({ message: 'Dear Mrs Hopper' })
    expect(await ask('DELETE', '/draft_messages')).toMatchObject({ status: 200, text: '' })
    expect((await ask('GET', '/draft_messages')).json).toEqual({ has_draft: false })
  })

  it('is no longer than a message', async () => {
    const message = 'x'.repeat(150_001)
    expect(await ask('PATCH', '/draft_messages', { message })).toMatchObject({
      status: 422,
      json: { message: 'Message is too long (maximum is 150000 characters)' },
    })
  })
})

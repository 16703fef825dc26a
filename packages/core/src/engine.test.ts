import { beforeEach, describe, expect, it } from '@jest/globals'
import { createMemoryStorage, createTestWorld, succeeded, type TestWorld } from '../testing/index.ts'
import {
  cachedStorage,
  createEngine,
  drainOnce,
  type Engine,
  type MemberPrincipal,
  type StoragePorts,
} from './index.ts'

const text = (content: string) => ({
  private: false,
  content,
  contentType: 'text' as const,
  contentAttributes: {},
  sourceId: null,
})

let world: TestWorld
let storage: StoragePorts
let engine: Engine
let owner: MemberPrincipal
let agent: MemberPrincipal
let inbox: { number: number; identifier: string }

/** Runs every consumer until none has anything left to read. */
const settle = async () => {
  for (const consumer of engine.consumers) {
    while ((await drainOnce(storage.eventLog, consumer, owner.organizationId)).length > 0) {
      // Another portion.
    }
  }
}

const principalOf = async (token: string) => succeeded(await engine.access.recognise(token)).principal

const publicPrincipal = async (sourceId: string) => {
  const location = succeeded(await engine.inboxes.locate(inbox.identifier))
  return { type: 'contact_point', ...location, sourceId } as const
}

/** A contact who came to the inbox and started a conversation. */
const visitor = async (identifier: string) => {
  const location = succeeded(await engine.inboxes.locate(inbox.identifier))
  const introduced = await engine.contacts.introduce({ ...location, proven: null }, { identifier })
  const { contact, point } = succeeded(introduced)
  const principal = await publicPrincipal(point.sourceId)
  const started = succeeded(await engine.conversations.startAsContact(principal, {}))
  return { contact, point, principal, number: started.conversation.number }
}

beforeEach(async () => {
  world = createTestWorld()
  storage = createMemoryStorage(world)
  engine = createEngine({ ...cachedStorage(storage, world.clock), ...world })
  const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'olive@acme.test' })
  owner = await principalOf(succeeded(founded).accessToken)
  const added = succeeded(await engine.access.addMember(owner, { email: 'ada@acme.test', role: 'agent' }))
  const created = succeeded(await engine.inboxes.create(owner, { name: 'App' }))
  inbox = { number: created.number, identifier: created.channel.identifier }
  const { members } = { members: [added.member.number] }
  await engine.inboxes.addMembers(owner, { inboxNumber: inbox.number, memberNumbers: members })
  agent = await principalOf(added.accessToken ?? '')
})

describe('a message in, a reply out', () => {
  it('finds the contact, gives the conversation to whoever takes work, and carries the answer', async () => {
    const { principal, number } = await visitor('user-42')
    const question = { ...text('Where is my order?'), kind: 'incoming' } as const
    await engine.messages.post(principal, number, question)
    await settle()
    const { conversation, assignee } = succeeded(await engine.conversations.get(agent, number))
    expect(assignee?.name).toBe('ada')
    expect(conversation).toMatchObject({ unreadCount: 1, status: 'open' })

    const answer = { ...text('On its way'), kind: 'outgoing' } as const
    await engine.messages.post(agent, number, answer)
    const note = { ...text('Ask the depot'), kind: 'outgoing', private: true } as const
    await engine.messages.post(agent, number, note)
    const page = succeeded(
      await engine.messages.list(principal, number, {
        before: null,
        after: null,
        includeAfter: false,
        limit: 20,
      }),
    )
    expect(page.messages.map(({ message }) => message.content)).toEqual(['Where is my order?', 'On its way'])
  })

  it('knows the contact again by its identifier', async () => {
    const today = await visitor('user-42')
    const tomorrow = await visitor('user-42')
    expect(tomorrow.contact.id).toBe(today.contact.id)
    expect(tomorrow.point.sourceId).not.toBe(today.point.sourceId)
  })

  it('reopens what was resolved when the contact writes again', async () => {
    const { principal, number } = await visitor('user-42')
    await engine.conversations.changeStatus(agent, number, { status: 'resolved' })
    await engine.messages.post(principal, number, { ...text('One more thing'), kind: 'incoming' })
    expect(succeeded(await engine.conversations.get(agent, number)).conversation.status).toBe('open')
  })

  it('answers a repeated call as the first, and writes once', async () => {
    const { principal, number } = await visitor('user-42')
    const call = (key: string, content: string) =>
      engine.messages.post(
        principal,
        number,
        { ...text(content), kind: 'incoming' },
        { idempotency: { scope: 'post', key, fingerprint: content } },
      )
    const first = await call('k1', 'Hello')
    const again = await call('k1', 'Hello')
    expect(again).toEqual({ ...first, replayed: true })
    expect(await call('k1', 'Something else')).toMatchObject({ error: { code: 'idempotency/key-reused' } })
    expect(succeeded(await engine.conversations.get(agent, number)).conversation.messageCount).toBe(1)
  })

  it('notes when the contact last wrote', async () => {
    const { principal, number, contact } = await visitor('user-42')
    world.clock.advance(5_000)
    await engine.messages.post(principal, number, { ...text('Hello'), kind: 'incoming' })
    const view = succeeded(await engine.contacts.get(agent, contact.number))
    expect(view.contact.lastActivityAt).toBe(world.clock.now())
  })

  it('marks a reply that could not be delivered, and nothing else', async () => {
    const { principal, number } = await visitor('user-42')
    const system = { type: 'system', organizationId: owner.organizationId } as const
    const question = succeeded(
      await engine.messages.post(principal, number, { ...text('Hello'), kind: 'incoming' }),
    )
    const answer = succeeded(await engine.messages.post(agent, number, { ...text('Hi'), kind: 'outgoing' }))
    await engine.messages.fail(system, question.sent.message.id, '500 Internal Server Error')
    await engine.messages.fail(system, answer.sent.message.id, '500 Internal Server Error')
    const window = { before: null, after: null, includeAfter: false, limit: 20 }
    const { messages } = succeeded(await engine.messages.list(principal, number, window))
    expect(messages.map(({ message }) => [message.status, message.contentAttributes])).toEqual([
      ['sent', {}],
      ['failed', { external_error: '500 Internal Server Error' }],
    ])
  })
})

describe('assignments', () => {
  it('are released and kept: assign, unassign, assign again', async () => {
    const { number } = await visitor('user-42')
    for (const member of [agent.member.number, null, agent.member.number]) {
      await engine.assignments.assign(owner, number, member)
    }
    const history = succeeded(await engine.assignments.history(owner, number))
    expect(history.map(({ status }) => status)).toEqual(['released', 'active'])
  })

  it('are given out to a member who joins the inbox where a conversation waits', async () => {
    const { inboxNumber, memberNumbers } = { inboxNumber: inbox.number, memberNumbers: [agent.member.number] }
    await engine.inboxes.removeMembers(owner, { inboxNumber, memberNumbers })
    const { number } = await visitor('user-42')
    await settle()
    expect(succeeded(await engine.conversations.get(owner, number)).assignee).toBeNull()
    await engine.inboxes.addMembers(owner, { inboxNumber, memberNumbers })
    await settle()
    expect(succeeded(await engine.conversations.get(owner, number)).assignee?.id).toBe(agent.member.id)
  })
})

describe('a member who joins an inbox', () => {
  it('sees it with the next call, although who is who is remembered for a moment', async () => {
    const added = succeeded(await engine.access.addMember(owner, { email: 'bea@acme.test', role: 'agent' }))
    const token = added.accessToken ?? ''
    expect((await principalOf(token)).inboxIds).toEqual([])
    const memberNumbers = [added.member.number]
    await engine.inboxes.addMembers(owner, { inboxNumber: inbox.number, memberNumbers })
    expect((await principalOf(token)).inboxIds).toHaveLength(1)
  })
})

describe('an inbox', () => {
  it('keeps the endpoint of its webhook in step with its address', async () => {
    const endpoints = () => storage.webhookQueries.enabled(owner.organizationId)
    await engine.inboxes.update(owner, inbox.number, { channel: { webhookUrl: 'https://hooks.acme.test/a' } })
    await engine.inboxes.update(owner, inbox.number, { channel: { webhookUrl: 'https://hooks.acme.test/b' } })
    expect(await endpoints()).toMatchObject([{ url: 'https://hooks.acme.test/b', owner: { type: 'inbox' } }])
    expect(succeeded(await engine.webhooks.list(owner))).toEqual([])
    await engine.inboxes.update(owner, inbox.number, { channel: { webhookUrl: null } })
    expect(await endpoints()).toEqual([])
  })
})

describe('a contact without proof', () => {
  const introduce = async (said: { identifier?: string; email?: string }, proven: string | null = null) => {
    const location = succeeded(await engine.inboxes.locate(inbox.identifier))
    return succeeded(await engine.contacts.introduce({ ...location, proven }, said))
  }

  it('is not taken for whoever has the e-mail address it types', async () => {
    const grace = await introduce({ identifier: 'grace', email: 'grace@acme.test' })
    const other = await introduce({ identifier: 'mallory', email: 'grace@acme.test' })
    expect(other.contact.id).not.toBe(grace.contact.id)
    expect(other.contact.email).toBeNull()
  })

  it('with it is', async () => {
    const grace = await introduce({ email: 'grace@acme.test' })
    const again = await introduce({ identifier: 'grace', email: 'Grace@acme.test' }, 'grace')
    expect(again.contact.id).toBe(grace.contact.id)
  })

  it('reaches its own conversations, and with proof all of its contact’s', async () => {
    const first = await visitor('user-42')
    const second = await visitor('user-42')
    expect(await engine.conversations.get(second.principal, first.number)).toMatchObject({
      error: { code: 'conversation/not-found' },
    })
    const location = succeeded(await engine.inboxes.locate(inbox.identifier))
    await engine.contacts.updateIntroduction({ ...location, proven: 'user-42' }, second.point.sourceId, {})
    expect(await engine.conversations.get(second.principal, first.number)).toMatchObject({ ok: true })
  })
})

describe('webhooks', () => {
  it('have a secret, an address of their own and known subscriptions', async () => {
    const create = (url: string, subscriptions?: string[]) =>
      engine.webhooks.create(owner, { url, subscriptions })
    expect(succeeded(await create('https://hooks.acme.test')).secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/)
    expect(await create('https://hooks.acme.test')).toMatchObject({
      error: { problems: [{ field: 'url', problem: 'taken' }] },
    })
    for (const [url, subscriptions, field] of [
      ['ftp://hooks.acme.test', undefined, 'url'],
      ['https://b.acme.test', [], 'subscriptions'],
      ['https://b.acme.test', ['everything'], 'subscriptions'],
    ] as const) {
      expect(await create(url, subscriptions && [...subscriptions])).toMatchObject({
        error: { problems: [{ field }] },
      })
    }
  })
})

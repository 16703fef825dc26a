import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { AgentIdentityId, EventName, OrganizationId, WebhookEndpointId } from '@parlance/core'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const PATH = '/api/v1/webhooks/subscriptions'
const DELIVERIES = '/api/v1/webhooks/deliveries'

interface Shown {
  readonly id: string
  readonly url: string
  readonly signing_key?: string | null
  readonly [key: string]: unknown
}

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.owner, body })

let made = 0

/** An identity that people can talk to, and its own token. */
const anIdentity = async (): Promise<{
  readonly id: AgentIdentityId
  readonly handle: string
  readonly token: string
}> => {
  made += 1
  const told = await server.engine.agentIdentities.create(server.seeded.principals.owner, {
    handle: `subscriber-${made}`,
    imessageEnabled: true,
  })
  if (!told.ok || told.value.accessToken === null) throw new Error('It was not made')
  const { id, handle } = told.value.agentIdentity
  return { id, handle, token: told.value.accessToken }
}

const url = (name: string) => `https://agent.acme.test/${name}`

const subscribe = async (id: string, body: object = {}): Promise<Shown> => {
  const sent = { agent_identity_id: id, url: url('hook'), event_types: ['imessage.received'], ...body }
  const answer = await asOwner('POST', PATH, sent)
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json as Shown
}

describe('webhook subscriptions', () => {
  it('bring an identity its first key, told once, and are shown with every key that clients read', async () => {
    const { id, handle } = await anIdentity()
    const first = await subscribe(id, { context_config: { texts: { mode: 'count', count: 10 } } })
    expect(first).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      organization_id: `org_${server.seeded.organization.id}`,
      mailbox_id: null,
      phone_number_id: null,
      agent_identity_id: id,
      owner_identity_id: id,
      url: url('hook'),
      event_types: ['imessage.received'],
      status: 'active',
      created_at: expect.any(String),
      updated_at: expect.any(String),
      context_config: { email: null, texts: { mode: 'count', count: 10 }, calls: null },
      signing_key: expect.stringMatching(/^whsec_/),
    })
    const second = await subscribe(id, { url: url('second') })
    expect(second.signing_key).toBeNull()
    const { signing_key: _key, ...shown } = first
    expect((await asOwner('GET', `${PATH}/${first.id}`)).json).toEqual(shown)
    expect((await asOwner('GET', `/api/v1/identities/${handle}`)).json).toMatchObject({
      signing_key_configured: true,
    })
  })

  it('are signed with the newest key of the identity, all of them', async () => {
    const { id, handle } = await anIdentity()
    await subscribe(id)
    await subscribe(id, { url: url('second') })
    const answer = await asOwner('POST', `/api/v1/identities/${handle}/signing-key`, {})
    const { signing_key: key } = answer.json as { signing_key: string }
    await subscribe(id, { url: url('third') })
    const enabled = await server.storage.webhookQueries.enabled(server.seeded.organization.id)
    const secrets = enabled.flatMap(({ owner, secret }) =>
      owner.type === 'agent_identity' && owner.agentIdentityId === id ? [secret] : [],
    )
    expect(secrets).toEqual([key, key, key])
  })

  it('are narrowed to what is asked for, of one owner', async () => {
    const { id } = await anIdentity()
    const one = await subscribe(id, { url: url('one') })
    const two = await subscribe(id, { url: url('two'), event_types: ['imessage.sent', 'imessage.delivered'] })
    const ids = async (query: string) => {
      const { subscriptions } = (await asOwner('GET', `${PATH}?${query}`)).json as {
        readonly subscriptions: readonly Shown[]
      }
      return subscriptions.map((shown) => shown.id)
    }
    expect(await ids(`agent_identity_id=${id}`)).toEqual([one.id, two.id])
    expect(await ids(`agent_identity_id=${id}&url=${encodeURIComponent(url('two'))}`)).toEqual([two.id])
    expect(await ids(`agent_identity_id=${id}&event_type=imessage.sent`)).toEqual([two.id])
    expect(await ids('event_type=message.received')).toEqual([])
    expect(await ids(`mailbox_id=${id}`)).toEqual([])
    const both = await asOwner('GET', `${PATH}?agent_identity_id=${id}&mailbox_id=${id}`)
    expect(both).toMatchObject({ status: 422, json: { detail: [{ loc: ['query', 'agent_identity_id'] }] } })
  })

  it('change what is sent; what is empty changes nothing, and null clears', async () => {
    const { id } = await anIdentity()
    const before = await subscribe(id, { context_config: { texts: { mode: 'window', hours: 24 } } })
    const path = `${PATH}/${before.id}`
    const { signing_key: _key, ...shown } = before
    expect((await asOwner('PATCH', path, {})).json).toEqual(shown)
    const changed = await asOwner('PATCH', path, { url: url('moved'), event_types: ['imessage.sent'] })
    expect(changed.json).toMatchObject({ url: url('moved'), event_types: ['imessage.sent'] })
    expect(changed.json).toMatchObject({ context_config: { texts: { hours: 24 } } })
    const cleared = await asOwner('PATCH', path, { context_config: null })
    expect(cleared.json).toMatchObject({ url: url('moved'), context_config: null })
  })

  it('are gone once they are deleted, and make room', async () => {
    const { id } = await anIdentity()
    const shown = await subscribe(id)
    expect((await asOwner('DELETE', `${PATH}/${shown.id}`)).status).toBe(204)
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await asOwner(method, `${PATH}/${shown.id}`, method === 'PATCH' ? {} : undefined)).status).toBe(
        404,
      )
    expect((await subscribe(id)).signing_key).toBeNull()
  })

  it.each<[string, object]>([
    ['url', { url: 'http://agent.acme.test/hook' }],
    ['url', { url: 'not an address' }],
    ['event_types', { event_types: [] }],
    ['event_types', { event_types: ['imessage.typo'] }],
    ['event_types', { event_types: ['imessage.sent', 'message.received'] }],
    ['event_types', { event_types: ['imessage.sent', 'imessage.sent'] }],
    ['context_config', { context_config: { texts: { mode: 'count', count: 51 } } }],
    ['context_config', { context_config: { pigeons: null } }],
    ['agent_identity_id', { agent_identity_id: 'no id' }],
    ['agent_identity_id', { agent_identity_id: undefined }],
    ['mailbox_id', { mailbox_id: '00000000-0000-7000-8000-000000000001' }],
  ])('refuse %s where it can’t be taken', async (field, body) => {
    const { id } = await anIdentity()
    const sent = { agent_identity_id: id, url: url('hook'), event_types: ['imessage.sent'], ...body }
    const answer = await asOwner('POST', PATH, sent)
    expect(answer.status).toBe(422)
    const { detail } = answer.json as { readonly detail: readonly { readonly loc: readonly string[] }[] }
    expect(detail.map(({ loc }) => loc[1])).toContain(field)
  })

  it('are one for each address, and twenty for each identity, in words that clients look for', async () => {
    const { id } = await anIdentity()
    await subscribe(id)
    const sent = { agent_identity_id: id, url: url('hook'), event_types: ['imessage.sent'] }
    const duplicate = await asOwner('POST', PATH, sent)
    expect(duplicate).toMatchObject({ status: 409, json: { detail: { error: 'subscription_url_taken' } } })
    expect(duplicate.text).toMatch(/active subscription.*url/)
    const second = await subscribe(id, { url: url('second') })
    expect((await asOwner('PATCH', `${PATH}/${second.id}`, { url: url('hook') })).status).toBe(409)
    for (let at = 3; at <= 20; at += 1) await subscribe(id, { url: url(`${at}`) })
    const full = await asOwner('POST', PATH, { ...sent, url: url('21') })
    expect(full).toMatchObject({ status: 409, json: { detail: { error: 'subscription_limit_reached' } } })
    expect(full.text).toMatch(/max 20 .*subscription/)
  })

  it('of two with one address that are made at once, one is made', async () => {
    const { id } = await anIdentity()
    const sent = { agent_identity_id: id, url: url('race'), event_types: ['imessage.sent'] }
    const answers = await Promise.all([1, 2].map(() => asOwner('POST', PATH, sent)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  })

  it('are nothing to another organization', async () => {
    const { id } = await anIdentity()
    const shown = await subscribe(id)
    const token = server.other.tokens.owner
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect(
        (
          await server.ask(method, `${PATH}/${shown.id}`, {
            token,
            body: method === 'PATCH' ? {} : undefined,
          })
        ).status,
      ).toBe(404)
    const body = { agent_identity_id: id, url: url('theirs'), event_types: ['imessage.sent'] }
    expect((await server.ask('POST', PATH, { token, body })).status).toBe(404)
  })

  it('leave a trail in the audit log, without the key', async () => {
    const { id } = await anIdentity()
    const made = await subscribe(id)
    await asOwner('PATCH', `${PATH}/${made.id}`, { url: url('elsewhere') })
    await asOwner('DELETE', `${PATH}/${made.id}`)
    const { entries } = must(await server.engine.audit.list(server.seeded.principals.owner, {}))
    const about = entries.filter(({ subject }) => subject?.id === made.id)
    expect(about.map(({ action }) => action)).toEqual([
      'webhook.removed',
      'webhook.updated',
      'webhook.created',
    ])
    expect(about[1]).toMatchObject({ before: { url: url('hook') }, after: { url: url('elsewhere') } })
    expect(JSON.stringify(about)).not.toContain(made.signing_key)
  })

  it('end with their identity', async () => {
    const { id, handle } = await anIdentity()
    const shown = await subscribe(id)
    await asOwner('DELETE', `/api/v1/identities/${handle}`)
    expect((await asOwner('GET', `${PATH}/${shown.id}`)).status).toBe(404)
  })
})

describe('webhook subscriptions, with a key of the identity', () => {
  it('are its own, and nobody else’s', async () => {
    const [self, other] = [await anIdentity(), await anIdentity()]
    const asSelf = (method: string, path: string, body?: unknown) =>
      server.ask(method, path, { token: self.token, body })
    const body = { agent_identity_id: self.id, url: url('self'), event_types: ['imessage.received'] }
    const own = (await asSelf('POST', PATH, body)).json as Shown
    expect(own.signing_key).toMatch(/^whsec_/)
    const theirs = await subscribe(other.id)
    const { signing_key: _key, ...shown } = own
    expect((await asSelf('GET', PATH)).json).toEqual({ subscriptions: [shown] })
    expect((await asSelf('GET', `${PATH}?agent_identity_id=${other.id}`)).status).toBe(403)
    expect((await asSelf('POST', PATH, { ...body, agent_identity_id: other.id })).status).toBe(403)
    expect((await asSelf('GET', `${PATH}/${theirs.id}`)).status).toBe(404)
    expect((await asSelf('PATCH', `${PATH}/${theirs.id}`, { url: url('mine') })).status).toBe(404)
    expect((await asSelf('DELETE', `${PATH}/${theirs.id}`)).status).toBe(404)
    expect((await asSelf('GET', DELIVERIES)).json).toEqual({ deliveries: [] })
    expect((await asSelf('DELETE', `${PATH}/${own.id}`)).status).toBe(204)
  })
})

describe('webhook deliveries', () => {
  const told = async (subscription: Shown, eventName: EventName = 'imessage.received') => {
    const id = server.world.ids.next<'delivery'>()
    await server.storage.deliveryStore.enqueue(server.seeded.organization.id as OrganizationId, [
      {
        id,
        organizationId: server.seeded.organization.id,
        endpointId: subscription.id as WebhookEndpointId,
        eventId: server.world.ids.next(),
        eventName,
        conversationId: null,
        seq: null,
        messageId: null,
        url: subscription.url,
        body: '{"id":"evt_1"}',
        createdAt: server.world.clock.now(),
      },
    ])
    return id
  }

  const list = async (query: string) =>
    ((await asOwner('GET', `${DELIVERIES}?${query}`)).json as { readonly deliveries: readonly Shown[] })
      .deliveries

  it('are listed newest first, with what was posted', async () => {
    const subscription = await subscribe((await anIdentity()).id)
    const [first, second] = [await told(subscription), await told(subscription, 'imessage.sent')]
    const shown = await list(`subscription_id=${subscription.id}`)
    expect(shown.map(({ id }) => id)).toEqual([second, first])
    expect(shown[1]).toEqual({
      id: first,
      organization_id: `org_${server.seeded.organization.id}`,
      webhook_subscription_id: subscription.id,
      phone_number_id: null,
      event_id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      event_type: 'imessage.received',
      url: subscription.url,
      request_payload: '{"id":"evt_1"}',
      response_status: null,
      response_body: null,
      error_detail: null,
      duration_ms: null,
      is_replay: false,
      created_at: expect.any(String),
    })
    const narrowed = `subscription_id=${subscription.id}`
    expect((await list(`${narrowed}&event_type=imessage.sent`)).map(({ id }) => id)).toEqual([second])
    expect((await list(`${narrowed}&success=false`)).length).toBe(2)
    expect(await list(`${narrowed}&success=true`)).toEqual([])
    expect((await list(`${narrowed}&limit=0`)).length).toBe(1)
    expect((await list(`${narrowed}&limit=999`)).length).toBe(2)
    expect((await list(`${narrowed}&limit=1&offset=1`)).map(({ id }) => id)).toEqual([first])
    expect((await asOwner('GET', `${DELIVERIES}?limit=many`)).status).toBe(422)
  })

  it('are repeated under an id of their own, with the id of the event, to where the subscription is by now', async () => {
    const subscription = await subscribe((await anIdentity()).id)
    const id = await told(subscription)
    await asOwner('PATCH', `${PATH}/${subscription.id}`, { url: url('moved') })
    const answer = await asOwner('POST', `${DELIVERIES}/${id}/replay`)
    expect(answer.status).toBe(201)
    const [original] = (await list(`subscription_id=${subscription.id}`)).filter((one) => one.id === id)
    const replay = answer.json as Shown
    expect(replay).toMatchObject({ is_replay: true, url: url('moved'), event_id: original?.['event_id'] })
    expect(replay.id).not.toBe(id)
    expect((await asOwner('POST', `${DELIVERIES}/${replay.id}/replay`)).status).toBe(201)
  })

  it('are repeated by nobody where they have nowhere to go', async () => {
    const subscription = await subscribe((await anIdentity()).id)
    const id = await told(subscription)
    await asOwner('PATCH', `${PATH}/${subscription.id}`, { event_types: ['imessage.sent'] })
    const replay = () => asOwner('POST', `${DELIVERIES}/${id}/replay`)
    expect(await replay()).toMatchObject({
      status: 409,
      json: { detail: { error: 'subscription_event_type_removed' } },
    })
    await asOwner('DELETE', `${PATH}/${subscription.id}`)
    expect(await replay()).toMatchObject({ status: 409, json: { detail: { error: 'subscription_gone' } } })
    const [shown] = (await list('limit=200')).filter((one) => one.id === id)
    expect(shown).toMatchObject({ webhook_subscription_id: null })
    const token = server.other.tokens.owner
    expect((await server.ask('POST', `${DELIVERIES}/${id}/replay`, { token })).status).toBe(404)
    expect((await asOwner('POST', `${DELIVERIES}/no-id/replay`)).status).toBe(422)
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addInbox, anApiChannel } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const contacts = () => `${server.publicInbox}/contacts`

interface Told {
  readonly source_id: string
  readonly id: number
  readonly name: string
}

describe('POST contacts', () => {
  it('tells six things', async () => {
    const body = { name: 'Ann', email: 'ann@acme.test', phone_number: '+15550001111', source_id: 'ann' }
    const answer = await server.ask('POST', contacts(), { body })
    expect(answer.json).toEqual({
      source_id: 'ann',
      pubsub_token: expect.any(String),
      id: expect.any(Number),
      name: 'Ann',
      email: 'ann@acme.test',
      phone_number: '+15550001111',
    })
  })

  it('makes up what is left out', async () => {
    const { json } = await server.ask('POST', contacts())
    expect(json).toMatchObject({ source_id: expect.stringMatching(/^[0-9a-f-]{36}$/), email: null })
    expect((json as Told).name).toMatch(/^\w+-\w+-\d+$/)
  })

  it('leads a known address to its contact, and changes nothing', async () => {
    const { sourceId } = server.seeded.contactPoint
    const body = { source_id: sourceId, name: 'Somebody else' }
    const { json } = await server.ask('POST', contacts(), { body })
    expect(json).toMatchObject({ id: server.seeded.contact.number, name: server.seeded.contact.name })
  })

  it.each([
    [
      { phone_number: '12' },
      { message: 'Phone number should be in e164 format', attributes: ['phone_number'] },
    ],
    [
      { custom_attributes: [1] },
      { message: 'Custom attributes is invalid', attributes: ['custom_attributes'] },
    ],
  ])('refuses %j', async (body, json) => {
    expect(await server.ask('POST', contacts(), { body })).toMatchObject({ status: 422, json })
  })
})

describe('GET and PATCH a contact', () => {
  it('show and change it', async () => {
    const { sourceId } = server.seeded.contactPoint
    const seen = await server.ask('GET', `${contacts()}/${sourceId}`)
    expect(seen.json).toMatchObject({ source_id: sourceId, id: server.seeded.contact.number })
    const body = { name: 'Called otherwise', email: '' }
    const changed = await server.ask('PATCH', `${contacts()}/${sourceId}`, { body })
    expect(changed.json).toMatchObject({ name: 'Called otherwise', email: server.seeded.contact.email })
  })

  it('find nobody by an address of another inbox', async () => {
    const { sourceId } = server.other.contactPoint
    for (const method of ['GET', 'PATCH']) {
      expect(await server.ask(method, `${contacts()}/${sourceId}`)).toMatchObject({
        status: 404,
        json: { status: 404, error: 'Not Found' },
      })
    }
  })

  it('tell nothing of another contact who has the value', async () => {
    const email = 'mine@acme.test'
    await server.owner('POST', '/contacts', { email })
    const { sourceId } = server.seeded.contactPoint
    const answer = await server.ask('PATCH', `${contacts()}/${sourceId}`, { body: { email } })
    expect(answer).toMatchObject({ status: 422, json: { attributes: ['email'] } })
    expect(answer.json).not.toHaveProperty('contact_id')
  })
})

describe('an inbox where contacts must prove who they are', () => {
  const unauthorized = { status: 401, json: { status: 401, error: 'Unauthorized' } }
  const open = async () => {
    const channel = anApiChannel({ identifier: `strict-${Math.random()}`, hmacMandatory: true })
    const inbox = await addInbox(server, server.seeded.organization.id, { channel })
    const identifier = 'user-1'
    const identifier_hash = server.world.secrets.sign(inbox.channel.hmacToken, identifier)
    return {
      path: `/public/api/v1/inboxes/${inbox.channel.identifier}/contacts`,
      identifier,
      identifier_hash,
    }
  }

  it('refuses a missing and a wrong proof', async () => {
    const { path, identifier, identifier_hash } = await open()
    for (const body of [
      {},
      { identifier },
      { identifier, identifier_hash: 'f'.repeat(64) },
      { identifier_hash },
    ]) {
      expect(await server.ask('POST', path, { body })).toMatchObject(unauthorized)
    }
  })

  it('takes a good one, and makes the address a proven one when it is shown or changed with it', async () => {
    const { path, identifier, identifier_hash } = await open()
    const body = { identifier, identifier_hash, name: 'Ann' }
    const { source_id } = (await server.ask('POST', path, { body })).json as Told
    const start = await server.ask('POST', `${path}/${source_id}/conversations`)
    const { id } = start.json as { id: number }
    const verified = async () =>
      ((await server.owner('GET', `/conversations/${id}`)).json as { meta: { hmac_verified: boolean } }).meta
        .hmac_verified
    expect(await verified()).toBe(false)
    expect(await server.ask('GET', `${path}/${source_id}`)).toMatchObject(unauthorized)
    const query = new URLSearchParams({ identifier, identifier_hash })
    expect((await server.ask('GET', `${path}/${source_id}?${query}`)).status).toBe(200)
    expect(await verified()).toBe(true)
  })

  it('looks into a proof where none is needed, too', async () => {
    const body = { identifier: 'user-2', identifier_hash: 'wrong' }
    expect(await server.ask('POST', contacts(), { body })).toMatchObject(unauthorized)
    const { sourceId } = server.seeded.contactPoint
    expect(await server.ask('PATCH', `${contacts()}/${sourceId}`, { body })).toMatchObject(unauthorized)
  })
})

describe('an identity that was proven', () => {
  const prove = (identifier: string) => ({
    identifier,
    identifier_hash: server.world.secrets.sign(server.seeded.inbox.channel.hmacToken, identifier),
  })
  const introduced = async (body: object) => (await server.ask('POST', contacts(), { body })).json as Told

  it('makes two contacts one by an e-mail address, and the one that was there survives', async () => {
    const email = 'one@acme.test'
    const known = await server.owner('POST', '/contacts', {
      name: 'Known',
      email,
      custom_attributes: { a: 1 },
    })
    const { id } = (known.json as { payload: { contact: { id: number } } }).payload.contact
    const visitor = await introduced({ custom_attributes: { a: 2, b: 2 } })
    const unproven = await server.ask('PATCH', `${contacts()}/${visitor.source_id}`, { body: { email } })
    expect(unproven.status).toBe(422)
    const body = { ...prove('one'), email: 'One@acme.test', phone_number: '+4930777' }
    const proven = await server.ask('PATCH', `${contacts()}/${visitor.source_id}`, { body })
    expect(proven.json).toEqual({
      source_id: visitor.source_id,
      pubsub_token: expect.any(String),
      id,
      name: 'Known',
      email,
      phone_number: '+4930777',
    })
    expect((await server.owner('GET', `/contacts/${id}`)).json).toMatchObject({
      payload: { custom_attributes: { a: 1, b: 2 }, contact_inboxes: [{ source_id: visitor.source_id }] },
    })
    const gone = await server.ask('GET', `${server.account}/contacts/${visitor.id}`, {
      token: server.seeded.tokens.owner,
    })
    expect(gone.status).toBe(404)
  })

  it('does not make two people one whom the app knows by different identifiers', async () => {
    await introduced({ ...prove('left'), email: 'left@acme.test' })
    const right = await introduced(prove('right'))
    const body = { ...prove('right'), email: 'left@acme.test' }
    expect(await server.ask('PATCH', `${contacts()}/${right.source_id}`, { body })).toMatchObject({
      status: 422,
      json: { attributes: ['email'] },
    })
    const third = await introduced({ ...prove('third'), email: 'left@acme.test' })
    expect(third).toMatchObject({ email: null })
  })

  it('is of no use for the address of somebody else', async () => {
    const { source_id } = await introduced(prove('victim'))
    const claim = prove('attacker')
    const unauthorized = { status: 401, json: { status: 401, error: 'Unauthorized' } }
    expect(await server.ask('PATCH', `${contacts()}/${source_id}`, { body: claim })).toMatchObject(
      unauthorized,
    )
    const query = new URLSearchParams(claim)
    expect(await server.ask('GET', `${contacts()}/${source_id}?${query}`)).toMatchObject(unauthorized)
  })

  it('never writes the identifier', async () => {
    const visitor = await introduced({ name: 'Anonymous' })
    const body = { ...prove('never-written'), name: 'Named' }
    expect((await server.ask('PATCH', `${contacts()}/${visitor.source_id}`, { body })).json).toMatchObject({
      id: visitor.id,
      name: 'Named',
    })
    expect((await server.owner('GET', `/contacts/${visitor.id}`)).json).toMatchObject({
      payload: { identifier: null },
    })
  })
})

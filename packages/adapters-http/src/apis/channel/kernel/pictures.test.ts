import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

/** A PNG's first bytes: enough to be told from other files. */
const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 3, 0, 0, 0, 2,
])

const formOf = (fields: Readonly<Record<string, string>>, field = 'avatar', content: BlobPart_ = PNG) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append(field, new Blob([content]), 'me.png')
  return form
}

type BlobPart_ = string | Uint8Array<ArrayBuffer>

const asOwner = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
  const answer = await server.ask(method, path, {
    token: server.seeded.tokens.owner,
    body,
    ...(headers && { headers }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
  return { ...answer, json: answer.json as any }
}

/** What is at this address now. */
const statusAt = async (url: string) => (await fetch(url)).status

describe('a contact', () => {
  it('can have a picture from the start, another one, and none', async () => {
    const contacts = `${server.account}/contacts`
    const made = await asOwner('POST', contacts, formOf({ name: 'Ann' }))
    const { contact } = made.json.payload
    expect(contact.thumbnail).toMatch(new RegExp(`^${server.url}/blobs/.*/thumbnail/me.png$`))
    expect(await statusAt(contact.thumbnail)).toBe(200)

    const changed = await asOwner('PUT', `${contacts}/${contact.id}`, formOf({ name: 'Anna' }))
    expect(changed.json.payload).toMatchObject({ name: 'Anna', thumbnail: expect.stringMatching('/blobs/') })
    expect(changed.json.payload.thumbnail).not.toBe(contact.thumbnail)
    await server.engine.files.removeExpired(server.seeded.organization.id)
    expect(await statusAt(contact.thumbnail)).toBe(404)
    expect((await asOwner('GET', `${contacts}/${contact.id}`)).json.payload.thumbnail).toBe(
      changed.json.payload.thumbnail,
    )

    const bare = await asOwner('DELETE', `${contacts}/${contact.id}/avatar`)
    expect(bare.json.payload.thumbnail).toBe('')
    await server.engine.files.removeExpired(server.seeded.organization.id)
    expect(await statusAt(changed.json.payload.thumbnail)).toBe(404)
  })

  it('is not made with what is no picture', async () => {
    const name = 'Nobody at all'
    const answer = await asOwner(
      'POST',
      `${server.account}/contacts`,
      formOf({ name }, 'avatar', 'no picture'),
    )
    expect(answer).toMatchObject({
      status: 422,
      json: { message: 'Avatar must be a picture', attributes: ['avatar'] },
    })
    const found = await asOwner('GET', `${server.account}/contacts/search?q=${encodeURIComponent(name)}`)
    expect(found.json.payload).toEqual([])
  })

  it('is made once for a key', async () => {
    const key = { 'idempotency-key': 'picture-1' }
    const first = await asOwner('POST', `${server.account}/contacts`, formOf({ name: 'Once' }), key)
    const again = await asOwner('POST', `${server.account}/contacts`, formOf({ name: 'Once' }), key)
    expect(again.json.payload.contact.id).toBe(first.json.payload.contact.id)
    expect(await statusAt(first.json.payload.contact.thumbnail)).toBe(200)
  })

  it('keeps it when it becomes one with another, and loses it when it is deleted', async () => {
    const contacts = `${server.account}/contacts`
    const { thumbnail, id } = (await asOwner('POST', contacts, formOf({ name: 'Pictured' }))).json.payload
      .contact
    const base = (await asOwner('POST', contacts, { name: 'Base' })).json.payload.contact
    const merge = { base_contact_id: base.id, mergee_contact_id: id }
    const merged = await asOwner('POST', `${server.account}/actions/contact_merge`, merge)
    expect(merged.json.thumbnail).toBe(thumbnail)
    await server.engine.files.removeExpired(server.seeded.organization.id)
    expect(await statusAt(thumbnail)).toBe(200)
    expect((await asOwner('DELETE', `${contacts}/${base.id}`)).status).toBe(200)
    await server.engine.files.removeExpired(server.seeded.organization.id)
    expect(await statusAt(thumbnail)).toBe(404)
  })

  it('is shown with it where it speaks', async () => {
    const path = `${server.account}/contacts/${server.seeded.contact.number}`
    const { thumbnail } = (await asOwner('PATCH', path, formOf({}))).json.payload
    const number = server.seeded.conversation.conversation.number
    const shown = await asOwner('GET', `${server.account}/conversations/${number}`)
    expect(shown.json.meta.sender.thumbnail).toBe(thumbnail)
  })
})

describe('an inbox', () => {
  it('can have a picture and none', async () => {
    const path = `${server.account}/inboxes/${server.seeded.inbox.number}`
    const changed = await asOwner('PATCH', path, formOf({}))
    expect(await statusAt(changed.json.avatar_url)).toBe(200)
    expect((await asOwner('GET', path)).json.avatar_url).toBe(changed.json.avatar_url)
    expect((await asOwner('DELETE', `${path}/avatar`)).status).toBe(200)
    expect((await asOwner('GET', path)).json.avatar_url).toBe('')
  })

  it('can have one from the start', async () => {
    const form = formOf({ name: 'With a face', 'channel[type]': 'api' })
    const made = await asOwner('POST', `${server.account}/inboxes`, form)
    expect(await statusAt(made.json.avatar_url)).toBe(200)
  })

  it('is not changed by who may not', async () => {
    const path = `${server.account}/inboxes/${server.seeded.inbox.number}/avatar`
    const answer = await server.ask('DELETE', path, { token: server.seeded.tokens.agents[0] })
    expect(answer.status).toBe(401)
  })
})

describe('a member', () => {
  it.each(['avatar', 'profile[avatar]'])('can have a picture, as %s, and none', async (field) => {
    const changed = await asOwner('PUT', '/api/v1/profile', formOf({ 'profile[name]': 'Olive' }, field))
    if (field === 'avatar') return
    expect(await statusAt(changed.json.avatar_url)).toBe(200)
    const agents = (await asOwner('GET', `${server.account}/agents`)).json as { thumbnail: string }[]
    expect(agents.map(({ thumbnail }) => thumbnail)).toContain(changed.json.avatar_url)
    expect((await asOwner('DELETE', '/api/v1/profile/avatar')).json.avatar_url).toBe('')
  })
})

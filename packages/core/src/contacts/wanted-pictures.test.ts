import { beforeEach, describe, expect, it } from '@jest/globals'
import { createMemoryStorage, createTestWorld, type Seeded, seedOrganization } from '../../testing/index.ts'
import { drainOnce } from '../consumer.ts'
import { createEngine, type Engine } from '../engine.ts'

const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 3, 0, 0, 0, 2,
])

const files: ReadonlyMap<string, Uint8Array> = new Map([
  ['https://acme.test/face.png', PNG],
  ['https://acme.test/notes.txt', Uint8Array.from([0x61])],
])

let engine: Engine
let seeded: Seeded
let fetched: string[]
let fetchAll: () => Promise<void>

beforeEach(async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  fetched = []
  engine = createEngine({
    ...storage,
    ...world,
    fetchFile: async (url) => {
      fetched.push(url)
      const content = files.get(url)
      if (!content) return null
      const read = async function* () {
        yield content
      }
      return { name: url.split('/').at(-1) ?? '', size: content.length, read }
    },
  })
  seeded = await seedOrganization({ storage, world })
  const consumer = engine.consumers.find(({ name }) => name === 'pictures')
  if (!consumer) throw new Error('Nobody fetches pictures')
  fetchAll = async () => {
    await drainOnce(storage.eventLog, consumer, seeded.organization.id)
  }
})

const want = (url: string, number = seeded.contact.number) =>
  engine.contacts.wantPicture(seeded.principals.owner, number, url)

const shown = async () => {
  const view = await engine.contacts.get(seeded.principals.owner, seeded.contact.number)
  if (!view.ok) throw new Error('The contact is gone')
  return view.value.contact.avatar
}

describe('a picture that is wanted for a contact', () => {
  it('is fetched after a while, and shown', async () => {
    expect(await want('https://acme.test/face.png')).toEqual({ ok: true, value: null })
    expect(await shown()).toBeUndefined()
    await fetchAll()
    expect(await shown()).toMatchObject({ name: 'face.png', contentType: 'image/png', width: 3, height: 2 })
  })

  it.each(['https://acme.test/gone.png', 'https://acme.test/notes.txt'])(
    'is done without, for %s',
    async (url) => {
      await want('https://acme.test/face.png')
      await want(url)
      await fetchAll()
      expect(fetched).toContain(url)
      expect((await shown())?.name).toBe('face.png')
    },
  )

  it.each(['ftp://acme.test/face.png', 'face.png', `https://acme.test/${'x'.repeat(2_048)}`])(
    'is not tried, for %s',
    async (url) => {
      await want(url)
      await fetchAll()
      expect(fetched).toEqual([])
    },
  )

  it('is refused for nobody', async () => {
    expect(await want('https://acme.test/face.png', 999)).toEqual({
      ok: false,
      error: { code: 'contact/not-found' },
    })
  })
})

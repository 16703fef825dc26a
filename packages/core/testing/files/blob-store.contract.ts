import type { BlobKey, BlobStore, Bytes } from '../../src/index.ts'
import type { TestApi } from '../kernel/test-api.ts'
import { fixtureId } from '../kernel/test-ids.ts'

/** A blob store that was opened for a test run. */
export interface OpenBlobStore {
  readonly store: BlobStore
  readonly close: () => Promise<void>
}

interface Tried {
  readonly store: BlobStore
  readonly expect: TestApi['expect']
  /** A key that no other promise uses. */
  readonly key: BlobKey
}

const FACTS = { contentType: 'text/plain' }

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

const inParts = async function* (...parts: readonly string[]): Bytes {
  for (const part of parts) yield bytesOf(part)
}

const broken = async function* (): Bytes {
  yield bytesOf('half')
  throw new Error('The sender went away')
}

const read = async (content: Bytes | null): Promise<string | null> => {
  if (!content) return null
  let text = ''
  for await (const part of content) text += String.fromCharCode(...part)
  return text
}

const failureOf = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work
    return false
  } catch {
    return true
  }
}

const PROMISES: Readonly<Record<string, (tried: Tried) => Promise<void>>> = {
  'gives back what was put, byte by byte': async ({ store, expect, key }) => {
    const all = String.fromCharCode(...Array.from({ length: 256 }, (_none, byte) => byte))
    await store.put(key, inParts(all, '', all), { ...FACTS, size: 512 })
    expect(await read(await store.open(key))).toBe(all + all)
  },

  'keeps nothing, too': async ({ store, expect, key }) => {
    await store.put(key, inParts(), { ...FACTS, size: 0 })
    expect(await read(await store.open(key))).toBe('')
  },

  'gives a part': async ({ store, expect, key }) => {
    await store.put(key, inParts('Hello ', 'world'), { ...FACTS, size: 11 })
    expect(await read(await store.open(key, { start: 4, end: 7 }))).toBe('o wo')
    expect(await read(await store.open(key, { start: 10, end: 10 }))).toBe('d')
  },

  replaces: async ({ store, expect, key }) => {
    await store.put(key, inParts('before'), { ...FACTS, size: 6 })
    await store.put(key, inParts('after'), { ...FACTS, size: 5 })
    expect(await read(await store.open(key))).toBe('after')
  },

  'has nothing under other keys': async ({ store, expect, key }) => {
    await store.put(key, inParts('x'), { ...FACTS, size: 1 })
    expect(await store.open({ ...key, name: `${key.name}-not` })).toBe(null)
    expect(await store.open({ ...key, organizationId: fixtureId(2) })).toBe(null)
  },

  'forgets, and bears being told twice': async ({ store, expect, key }) => {
    await store.put(key, inParts('x'), { ...FACTS, size: 1 })
    await store.delete(key)
    await store.delete(key)
    expect(await store.open(key)).toBe(null)
  },

  'keeps nothing of what broke off': async ({ store, expect, key }) => {
    expect(await failureOf(store.put(key, broken(), { ...FACTS, size: 8 }))).toBe(true)
    expect(await store.open(key)).toBe(null)
  },

  'keeps nothing of another size than was said': async ({ store, expect, key }) => {
    expect(await failureOf(store.put(key, inParts('abc'), { ...FACTS, size: 2 }))).toBe(true)
    expect(await failureOf(store.put(key, inParts('abc'), { ...FACTS, size: 4 }))).toBe(true)
    expect(await store.open(key)).toBe(null)
  },

  'lets go of what is read half-way': async ({ store, expect, key }) => {
    const text = 'x'.repeat(1_000_000)
    await store.put(key, inParts(text), { ...FACTS, size: text.length })
    for (let count = 0; count < 20; count += 1) {
      const content = await store.open(key)
      for await (const part of content ?? []) {
        expect(part.length > 0).toBe(true)
        break
      }
    }
    expect((await read(await store.open(key)))?.length).toBe(text.length)
  },
}

/** What every `BlobStore` promises. */
export const blobStoreContract = (api: TestApi, open: () => Promise<OpenBlobStore>): void =>
  api.describe('BlobStore', () => {
    let opened: OpenBlobStore | undefined
    api.beforeAll(async () => {
      opened = await open()
    }, 60_000)
    api.afterAll(async () => opened?.close(), 60_000)
    for (const [count, [title, holds]] of Object.entries(PROMISES).entries()) {
      api.it(
        title,
        async () => {
          if (!opened) throw new Error('The store was not opened')
          const key = { organizationId: fixtureId<'organization'>(1), name: `blob_${count}-A` }
          await holds({ store: opened.store, expect: api.expect, key })
        },
        60_000,
      )
    }
  })

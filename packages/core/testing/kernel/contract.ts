import type { OpenStorage, StorageHarness } from './storage-harness.ts'
import type { TestApi } from './test-api.ts'

/** Declares the tests of one port with the given runner; whoever implements the port calls it. */
export type Contract = (api: TestApi, open: OpenStorage) => void

/** What a promise is tried with. */
export interface Given extends StorageHarness {
  readonly expect: TestApi['expect']
}

/** The promises of a port by their titles. Each must hold in storage that other promises use too. */
export type Promises = Readonly<Record<string, (given: Given) => Promise<void>>>

const OPENING = 120_000
const TRYING = 60_000

/** The contract that is made of these promises. */
export const contractOf =
  (port: string, promises: Promises): Contract =>
  (api, open) =>
    api.describe(port, () => {
      let harness: StorageHarness | undefined
      api.beforeAll(async () => {
        harness = await open()
      }, OPENING)
      api.afterAll(async () => harness?.close(), OPENING)
      for (const [title, holds] of Object.entries(promises)) {
        api.it(
          title,
          async () => {
            if (!harness) throw new Error('The storage was not opened')
            await holds({ ...harness, expect: api.expect })
          },
          TRYING,
        )
      }
    })

/** The contracts of several ports on storage that is opened once for all of them. */
export const allOf =
  (name: string, contracts: readonly Contract[]): Contract =>
  (api, open) =>
    api.describe(name, () => {
      let opened: Promise<StorageHarness> | undefined
      const borrow: OpenStorage = async () => {
        opened ??= open()
        return { ...(await opened), close: async () => undefined }
      }
      api.afterAll(async () => (await opened)?.close(), OPENING)
      for (const contract of contracts) contract(api, borrow)
    })

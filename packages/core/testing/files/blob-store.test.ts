import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { blobStoreContract } from './blob-store.contract.ts'
import { memoryBlobStore } from './blob-store.memory.ts'

describe('in memory', () => {
  blobStoreContract({ afterAll, beforeAll, describe, expect, it }, async () => ({
    store: memoryBlobStore(),
    close: async () => undefined,
  }))
})

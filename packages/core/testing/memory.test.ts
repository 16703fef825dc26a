import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestWorld } from './kernel/test-world.ts'
import { createMemoryStorage } from './memory.ts'
import { storageContract } from './storage.contract.ts'

storageContract({ describe, it, beforeAll, afterAll, expect }, async () => {
  const world = createTestWorld()
  return { storage: createMemoryStorage(world), world, close: async () => undefined }
})

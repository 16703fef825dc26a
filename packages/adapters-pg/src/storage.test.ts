import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type OpenStorage, storageContract } from '@parlance/core/testing'
import { openTestStorage } from '../testing/open-test-storage.ts'

const api = { afterAll, beforeAll, describe, expect, it }

describe.each(['embedded', 'postgres'] as const)('on %s', (kind) => {
  const open: OpenStorage = () => openTestStorage(kind)
  storageContract(api, open)
})

import type {
  Clock,
  Housekeeping,
  IdempotencyKey,
  IdempotencyRecord,
  IdempotencyStore,
  OrganizationId,
  Timestamp,
} from '../../src/index.ts'
import type { MemoryDatabase, WritableTables } from '../memory-database.ts'

const keyOf = ({ scope, key }: Pick<IdempotencyKey, 'scope' | 'key'>) => JSON.stringify([scope, key])

/** What is stored under the key, whatever its fingerprint. */
export const storedAnswer = (
  tables: WritableTables,
  organizationId: OrganizationId,
  key: IdempotencyKey,
): IdempotencyRecord | null => tables.idempotency.get(organizationId, keyOf(key))?.record ?? null

export const storeAnswer = (
  tables: WritableTables,
  organizationId: OrganizationId,
  record: IdempotencyRecord,
  at: Timestamp,
): void => tables.idempotency.insert(organizationId, keyOf(record), { record, at })

export const memoryIdempotencyStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
  clock: Clock,
): IdempotencyStore => ({
  claim: async (key) => storedAnswer(tables, organizationId, key),
  save: async (record) => storeAnswer(tables, organizationId, record, clock.now()),
})

export const memoryHousekeeping = (database: MemoryDatabase): Housekeeping => ({
  forgetIdempotencyKeys: (organizationId, before, limit) =>
    database.write(({ idempotency }) => {
      const old = idempotency
        .of(organizationId)
        .filter(({ at }) => at < before)
        .slice(0, limit)
      for (const { record } of old) idempotency.remove(organizationId, keyOf(record))
      return old.length
    }),
  organizations: async (afterNumber, limit) =>
    database.committed.organizations
      .everywhere()
      .filter(({ number }) => number > afterNumber)
      .toSorted((left, right) => left.number - right.number)
      .slice(0, limit)
      .map(({ id, number }) => ({ id, number })),
})

import { type OrganizationId, ok, type Transaction } from '../../src/index.ts'
import type { StorageHarness } from './storage-harness.ts'

/** The value of a success; throws what a refusal said. */
export const succeeded = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** Does the work in a transaction that is kept, and gives back what it resolves to. */
export const inWork = async <T>(
  { storage }: Pick<StorageHarness, 'storage'>,
  organizationId: OrganizationId,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => succeeded(await storage.unitOfWork.run(organizationId, async (tx) => ok(await work(tx))))

import type { StoragePorts, WorldPorts } from '../../src/index.ts'

/** What a contract is run against: an adapter's ports on empty storage, opened once and shared by the contract's tests. */
export interface StorageHarness {
  readonly storage: StoragePorts
  readonly world: WorldPorts
  readonly close: () => Promise<void>
}

/** Opens storage. Tests keep out of each other's way by making organizations of their own, not by emptying it. */
export type OpenStorage = () => Promise<StorageHarness>

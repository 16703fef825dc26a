import type { Timestamp } from '../../kernel/index.ts'

/** A key of the whole installation: of the vault, or one that signs access tokens. */
export interface InstallationKey {
  readonly id: string
  readonly purpose: 'vault' | 'access-tokens'
  /** What is kept of it, in the words of whoever made it; what is secret of it is sealed where a vault has another key. */
  readonly content: string
  readonly createdAt: Timestamp
}

/** Port. The keys that all processes of the installation share. */
export interface InstallationKeys {
  /** The newest first, at most 100. */
  readonly list: (purpose: InstallationKey['purpose']) => Promise<readonly InstallationKey[]>
  /** Keeps a key, unless there is one with this id: then the one that is there stays. */
  readonly insert: (key: InstallationKey) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

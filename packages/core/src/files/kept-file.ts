import type {
  BlobId,
  ContactId,
  InboxId,
  MemberId,
  MessageId,
  OrganizationId,
  StoredFile,
  Timestamp,
} from '../kernel/index.ts'

/** What a file belongs to; it goes when that goes. */
export type FileHolder =
  | { readonly type: 'message'; readonly id: MessageId }
  | { readonly type: 'contact'; readonly id: ContactId }
  | { readonly type: 'inbox'; readonly id: InboxId }
  | { readonly type: 'member'; readonly id: MemberId }

/** A stored file with what only the domain knows of it. */
export interface KeptFile {
  readonly organizationId: OrganizationId
  readonly file: StoredFile
  /** The part of its address that can't be guessed. */
  readonly token: string
  /** What the blob store knows it by. Shown to nobody, so expiring links are signed with it. */
  readonly storageName: string
  /** What is known of the small picture; null when there is none. */
  readonly thumbnail: { readonly contentType: string; readonly size: number } | null
  /** Null while it belongs to nothing. */
  readonly heldBy: FileHolder | null
  readonly createdAt: Timestamp
  /** When it may go, if nothing holds it by then. */
  readonly expiresAt: Timestamp
}

/** Port. The files of the organization that the unit of work is bound to. */
export interface FileStore {
  readonly insert: (file: KeptFile) => Promise<void>
  /**
   * Makes the file belong to the holder, and to nothing else; what the holder had of its own before, unless it is a
   * message, belongs to nothing from now on. False when the file belongs to something, or is not there.
   */
  readonly hold: (id: BlobId, holder: FileHolder, at: Timestamp) => Promise<boolean>
  /** What the holder has belongs to nothing from now on. */
  readonly letGo: (holder: FileHolder) => Promise<void>
  /** Forgets those of the files that belong to nothing. */
  readonly remove: (ids: readonly BlobId[]) => Promise<void>
}

/** Port. Answers questions about files. */
export interface FileQueries {
  readonly byToken: (organizationId: OrganizationId, token: string) => Promise<KeptFile | null>
  /** Files that belong to nothing and have expired by then, the longest expired first. */
  readonly expired: (
    organizationId: OrganizationId,
    at: Timestamp,
    limit: number,
  ) => Promise<readonly KeptFile[]>
}

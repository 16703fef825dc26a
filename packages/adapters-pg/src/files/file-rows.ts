import type {
  BlobId,
  ContactId,
  FileHolder,
  InboxId,
  KeptFile,
  MemberId,
  MessageId,
  OrganizationId,
  StoredFile,
} from '@parlance/core'
import type { Insertable, Selectable } from 'kysely'
import { type JsonColumn, toJson } from '../kernel/json.ts'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface BlobTable {
  organization_id: OrganizationId
  id: BlobId
  token: string
  storage_name: string
  file: JsonColumn<StoredFile>
  thumbnail: JsonColumn<NonNullable<KeptFile['thumbnail']>> | null
  message_id: MessageId | null
  contact_id: ContactId | null
  inbox_id: InboxId | null
  member_id: MemberId | null
  created_at: Moment
  expires_at: Moment
}

export type BlobRow = Selectable<BlobTable>

const holderOf = (row: BlobRow): FileHolder | null => {
  if (row.message_id) return { type: 'message', id: row.message_id }
  if (row.contact_id) return { type: 'contact', id: row.contact_id }
  if (row.inbox_id) return { type: 'inbox', id: row.inbox_id }
  return row.member_id ? { type: 'member', id: row.member_id } : null
}

export const toKeptFile = (row: BlobRow): KeptFile => ({
  organizationId: row.organization_id,
  file: row.file,
  token: row.token,
  storageName: row.storage_name,
  thumbnail: row.thumbnail,
  heldBy: holderOf(row),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})

/** A file that belongs to nothing yet, as a row. */
export const fromKeptFile = (kept: KeptFile): Insertable<BlobTable> => ({
  organization_id: kept.organizationId,
  id: kept.file.id,
  token: kept.token,
  storage_name: kept.storageName,
  file: toJson(kept.file),
  thumbnail: kept.thumbnail && toJson(kept.thumbnail),
  created_at: toIso(kept.createdAt),
  expires_at: toIso(kept.expiresAt),
})

/** The column that names a holder of this kind. */
export const HOLDER_COLUMNS = {
  message: 'message_id',
  contact: 'contact_id',
  inbox: 'inbox_id',
  member: 'member_id',
} as const satisfies Record<FileHolder['type'], keyof BlobTable>

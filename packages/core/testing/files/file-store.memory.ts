import type {
  FileHolder,
  FileQueries,
  FileStore,
  KeptFile,
  Message,
  OrganizationId,
  SentMessage,
} from '../../src/index.ts'
import { filesOf } from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { Tables, WritableTables } from '../memory-database.ts'

const sameHolder = (left: FileHolder | null, right: FileHolder): boolean =>
  left?.type === right.type && left.id === right.id

/** What a file belongs to; what is gone holds nothing. */
const holderOf = (tables: Tables, { organizationId, heldBy, file }: KeptFile): FileHolder | null => {
  if (!heldBy) return null
  return isThere(tables, organizationId, heldBy, file.id) ? heldBy : null
}

const isThere = (
  tables: Tables,
  organizationId: OrganizationId,
  { type, id }: FileHolder,
  fileId: KeptFile['file']['id'],
): boolean => {
  switch (type) {
    case 'message': {
      const sent = tables.messages.get(organizationId, id)
      return filesOf(sent?.message.attachments).some((file) => file.id === fileId)
    }
    case 'contact':
      return tables.contacts.get(organizationId, id) !== undefined
    case 'inbox':
      return tables.inboxes.get(organizationId, id) !== undefined
    case 'member':
      return tables.members.get(organizationId, id) !== undefined
  }
}

export const memoryFileStore = (tables: WritableTables, organizationId: OrganizationId): FileStore => {
  const letGo = (holder: FileHolder) => {
    for (const file of tables.files.of(organizationId)) {
      if (sameHolder(file.heldBy, holder))
        tables.files.put(organizationId, file.file.id, { ...file, heldBy: null })
    }
  }
  return {
    insert: async (file) => tables.files.insert(organizationId, file.file.id, file),
    hold: async (id, holder, at) => {
      const file = tables.files.get(organizationId, id)
      if (!file || file.heldBy) return false
      if (holder.type !== 'message') letGo(holder)
      tables.files.put(organizationId, id, { ...file, heldBy: holder, expiresAt: at })
      return true
    },
    letGo: async (holder) => letGo(holder),
    remove: async (ids) => {
      for (const id of ids) {
        const file = tables.files.get(organizationId, id)
        if (file && !holderOf(tables, file)) tables.files.remove(organizationId, id)
      }
    },
  }
}

export const memoryFileQueries = (tables: Tables): FileQueries => {
  const shown = (file: KeptFile): KeptFile => ({ ...file, heldBy: holderOf(tables, file) })
  return {
    byToken: async (organizationId, token) => {
      const found = tables.files.of(organizationId).find((file) => file.token === token)
      return found ? shown(found) : null
    },
    expired: async (organizationId, at, limit) =>
      tables.files
        .of(organizationId)
        .map(shown)
        .filter(({ heldBy, expiresAt }) => !heldBy && expiresAt <= at)
        .toSorted(by(({ expiresAt }) => expiresAt))
        .slice(0, limit),
  }
}

/** The files of messages that were just recorded belong to them. */
export const holdFiles = (
  tables: WritableTables,
  organizationId: OrganizationId,
  messages: readonly SentMessage[],
): void => {
  for (const { message } of messages) {
    for (const { id } of filesOf(message.attachments)) {
      const file = tables.files.get(organizationId, id)
      if (file && !file.heldBy) tables.files.put(organizationId, id, { ...file, ...heldBy(message) })
    }
  }
}

const heldBy = ({ id, createdAt }: Message): Pick<KeptFile, 'heldBy' | 'expiresAt'> => ({
  heldBy: { type: 'message', id },
  expiresAt: createdAt,
})

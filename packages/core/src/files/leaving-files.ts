import type { ContactId, InboxId, MemberId, OrganizationId, RecordedEvent } from '../kernel/index.ts'
import { ok } from '../kernel/index.ts'
import type { FilePorts } from './file-ports.ts'
import type { FileHolder } from './kept-file.ts'
import { removeExpired } from './remove-files.ts'

/** After these, files may belong to nothing any more. */
export const FILE_TRIGGERS = [
  'message.deleted',
  'conversation.removed',
  'contact.deleted',
  'contact.merged',
  'contact.updated',
  'inbox.updated',
  'inbox.removed',
  'member.updated',
  'member.removed',
] as const

/** Removes what belongs to nothing any more, and the pictures of who was removed. */
export const removeLeaving =
  (ports: FilePorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    if (!ports.fileKeeping) return
    const gone = events.map(goneBy).filter((holder) => holder !== null)
    if (gone.length > 0) {
      await ports.unitOfWork.run(organizationId, async (tx) => {
        for (const holder of gone) await tx.files.letGo(holder)
        return ok(null)
      })
    }
    await removeExpired(ports)(organizationId)
  }

/** Who went, where rows of those who go stay for a while. */
const goneBy = ({ type, aggregate }: RecordedEvent): FileHolder | null => {
  switch (type) {
    case 'contact.deleted':
      return { type: 'contact', id: aggregate.id as ContactId }
    case 'inbox.removed':
      return { type: 'inbox', id: aggregate.id as InboxId }
    case 'member.removed':
      return { type: 'member', id: aggregate.id as MemberId }
    default:
      return null
  }
}

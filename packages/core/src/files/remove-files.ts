import { type OrganizationId, ok } from '../kernel/index.ts'
import type { FilePorts } from './file-ports.ts'
import { blobKey, thumbnailKey } from './keep-file.ts'
import type { KeptFile } from './kept-file.ts'

/** How many files are looked up and removed at a time. */
const PORTION = 100

/**
 * Removes the files of an organization that have expired and belong to nothing: what was sent and never used, and what
 * belonged to something that is gone. Bytes go first, so that a crash leaves nothing that nobody knows of.
 *
 * @returns how many went.
 */
export const removeExpired =
  (ports: FilePorts) =>
  async (organizationId: OrganizationId, stopping: () => boolean = () => false): Promise<number> => {
    if (!ports.fileKeeping) return 0
    let removed = 0
    while (!stopping()) {
      const expired = await ports.fileQueries.expired(organizationId, ports.clock.now(), PORTION)
      await removeFiles(ports, organizationId, expired)
      removed += expired.length
      if (expired.length < PORTION) break
    }
    return removed
  }

/** Removes files that belong to nothing: their bytes, and then what is known of them. */
export const removeFiles = async (
  { fileKeeping, unitOfWork }: Pick<FilePorts, 'fileKeeping' | 'unitOfWork'>,
  organizationId: OrganizationId,
  files: readonly KeptFile[],
): Promise<void> => {
  if (!fileKeeping || files.length === 0) return
  for (const file of files) {
    await fileKeeping.blobs.delete(blobKey(file))
    if (file.thumbnail) await fileKeeping.blobs.delete(thumbnailKey(file))
  }
  await unitOfWork.run(organizationId, async (tx) =>
    ok(await tx.files.remove(files.map(({ file }) => file.id))),
  )
}

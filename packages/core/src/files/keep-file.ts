import { DAY, err, type OrganizationId, ok, type Result, type StoredFile } from '../kernel/index.ts'
import type { BlobKey, Bytes } from './blob-store.ts'
import type { FilesNotKept } from './file-errors.ts'
import { fileName } from './file-name.ts'
import type { FileKeeping, FilePorts } from './file-ports.ts'
import type { IncomingFile, Inspected } from './inspect-file.ts'
import type { KeptFile } from './kept-file.ts'

/** How long a file waits for something to belong to. */
export const UNCLAIMED = DAY

/** The key of a file's bytes. */
export const blobKey = ({ organizationId, storageName }: KeptFile): BlobKey => ({
  organizationId,
  name: storageName,
})

/** The key of the bytes of its small picture. */
export const thumbnailKey = ({ organizationId, storageName }: KeptFile): BlobKey => ({
  organizationId,
  name: `${storageName}-thumbnail`,
})

/**
 * Keeps a file that somebody sent. It belongs to nothing yet, and goes after a day if that stays so. What is in it, and
 * not what it is called, decides what it is.
 */
export const keepFile =
  (ports: FilePorts) =>
  async (organizationId: OrganizationId, sent: IncomingFile): Promise<Result<KeptFile, FilesNotKept>> => {
    const { fileKeeping } = ports
    if (!fileKeeping) return err({ code: 'file/not-kept' })
    const inspected = await fileKeeping.inspect(sent)
    const kept = await draftOf(ports, organizationId, { sent, inspected })
    // First that there is such a file: bytes that nobody knows of would never be found again.
    await ports.unitOfWork.run(organizationId, async (tx) => ok(await tx.files.insert(kept)))
    await putAll(fileKeeping, kept, { content: sent.read(), thumbnail: inspected.thumbnail?.content })
    return ok(kept)
  }

const draftOf = async (
  { directory, ids, clock, secrets }: FilePorts,
  organizationId: OrganizationId,
  { sent, inspected }: { readonly sent: IncomingFile; readonly inspected: Inspected },
): Promise<KeptFile> => {
  const organization = await directory.organization(organizationId)
  if (!organization) throw new Error('The organization is gone')
  const now = clock.now()
  const token = secrets.token(24)
  const { thumbnail, ...facts } = inspected
  const file: StoredFile = {
    id: ids.next(),
    address: `${organization.number}-${token}`,
    name: fileName(sent.name),
    size: sent.size,
    ...facts,
    thumbnail: thumbnail !== null,
  }
  return {
    organizationId,
    file,
    token,
    storageName: secrets.token(32),
    thumbnail: thumbnail && { contentType: thumbnail.contentType, size: thumbnail.content.length },
    heldBy: null,
    createdAt: now,
    expiresAt: now + UNCLAIMED,
  }
}

const putAll = async (
  { blobs }: FileKeeping,
  kept: KeptFile,
  { content, thumbnail }: { readonly content: Bytes; readonly thumbnail: Uint8Array | undefined },
): Promise<void> => {
  const { contentType, size } = kept.file
  await blobs.put(blobKey(kept), content, { contentType, size })
  if (thumbnail && kept.thumbnail) await blobs.put(thumbnailKey(kept), only(thumbnail), kept.thumbnail)
}

/** These bytes, as a store reads them. */
const only = async function* (content: Uint8Array): Bytes {
  yield content
}

import {
  err,
  MINUTE,
  type OrganizationId,
  ok,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { FilesNotKept } from './file-errors.ts'
import type { FilePorts } from './file-ports.ts'
import type { IncomingFile } from './inspect-file.ts'
import { blobKey, keepFile } from './keep-file.ts'
import type { KeptFile } from './kept-file.ts'
import { findFile } from './read-file.ts'
import { removeFiles } from './remove-files.ts'

/** A file that is to go with something: sent along with it, or kept before and named by its address. */
export type FileInput =
  | { readonly type: 'sent'; readonly file: IncomingFile }
  | { readonly type: 'kept'; readonly address: string }

/** Files that belong to nothing yet, and those among them that are of no use to anybody when nothing comes of it. */
export interface ClaimedFiles {
  /** In the order of what was asked for. */
  readonly files: readonly KeptFile[]
  /** Removes those that were kept for this call alone. */
  readonly discard: () => Promise<void>
}

/** A file that is about to expire could be removed while it is claimed. */
const SPARE = 5 * MINUTE

/** Gets files ready to belong to something. What belongs to something already is copied. */
export const claimFiles =
  (ports: FilePorts) =>
  async (
    organizationId: OrganizationId,
    inputs: readonly FileInput[],
  ): Promise<Result<ClaimedFiles, ValidationFailed | FilesNotKept>> => {
    const files: KeptFile[] = []
    const fresh: KeptFile[] = []
    const discard = () => removeFiles(ports, organizationId, fresh)
    for (const input of inputs) {
      const claimed = await claim(ports, organizationId, input)
      if (!claimed.ok) {
        await discard()
        return claimed
      }
      files.push(claimed.value.file)
      if (claimed.value.fresh) fresh.push(claimed.value.file)
    }
    return ok({ files, discard })
  }

type Claimed = Result<{ readonly file: KeptFile; readonly fresh: boolean }, ValidationFailed | FilesNotKept>

const claim = async (
  ports: FilePorts,
  organizationId: OrganizationId,
  input: FileInput,
): Promise<Claimed> => {
  if (input.type === 'sent') return kept(await keepFile(ports)(organizationId, input.file))
  const file = await findFile(ports, input.address)
  if (!file || file.organizationId !== organizationId) return err(unknown)
  if (!file.heldBy && file.expiresAt > ports.clock.now() + SPARE) return ok({ file, fresh: false })
  return copy(ports, file)
}

const unknown = validationFailed({ field: 'attachments', problem: 'unknown' })

const kept = (result: Result<KeptFile, FilesNotKept>): Claimed =>
  result.ok ? ok({ file: result.value, fresh: true }) : result

const copy = async (ports: FilePorts, original: KeptFile): Promise<Claimed> => {
  const { name, size } = original.file
  const read = async function* () {
    const content = await ports.fileKeeping?.blobs.open(blobKey(original))
    if (!content) throw new Error('The bytes of a file are gone')
    yield* content
  }
  return kept(await keepFile(ports)(original.organizationId, { name, size, read }))
}

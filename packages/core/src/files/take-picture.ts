import {
  err,
  type OrganizationId,
  ok,
  type Result,
  type StoredFile,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { FilesNotKept } from './file-errors.ts'
import type { FilePorts } from './file-ports.ts'
import type { IncomingFile } from './inspect-file.ts'
import { keepFile } from './keep-file.ts'
import { removeFiles } from './remove-files.ts'

/** A picture that was kept and belongs to nobody yet. */
export interface TakenPicture {
  readonly file: StoredFile
  /** Removes it again, when nothing came of it. */
  readonly discard: () => Promise<void>
}

/** Keeps a picture of somebody or something; a file that can't be opened as one is refused. */
export const takePicture =
  (ports: FilePorts) =>
  async (
    organizationId: OrganizationId,
    sent: IncomingFile,
  ): Promise<Result<TakenPicture, ValidationFailed | FilesNotKept>> => {
    const kept = await keepFile(ports)(organizationId, sent)
    if (!kept.ok) return kept
    const discard = () => removeFiles(ports, organizationId, [kept.value])
    if (kept.value.file.thumbnail) return ok({ file: kept.value.file, discard })
    await discard()
    return err(validationFailed({ field: 'avatar', problem: 'invalid', expected: 'a picture' }))
  }

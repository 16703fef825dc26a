import type {
  Engine,
  FilesNotKept,
  IncomingFile,
  OrganizationId,
  Result,
  StoredFile,
  ValidationFailed,
} from '@parlance/core'

interface PictureWork<T, E, F> {
  /** What the picture came along with. */
  readonly work: () => Promise<Result<T, E>>
  /** Puts the picture on what came of it. */
  readonly put: (value: T, picture: StoredFile) => Promise<Result<T, F>>
}

/**
 * Does the work that a picture came along with, and puts the picture on what came of it. A file that is no picture is
 * refused before anything is done; one whose work was refused, or had been done before, is not kept.
 */
export const withPicture = async <T, E, F>(
  { files }: Pick<Engine, 'files'>,
  {
    organizationId,
    sent,
  }: {
    readonly organizationId: OrganizationId
    readonly sent: IncomingFile | null | undefined
  },
  { work, put }: PictureWork<T, E, F>,
): Promise<Result<T, E | F | ValidationFailed | FilesNotKept>> => {
  if (!sent) return work()
  const taken = await files.takePicture(organizationId, sent)
  if (!taken.ok) return taken
  const done = await work()
  if (!done.ok || ('replayed' in done && done.replayed)) {
    await taken.value.discard()
    return done
  }
  const changed = await put(done.value, taken.value.file)
  return changed.ok ? { ...done, value: changed.value } : changed
}

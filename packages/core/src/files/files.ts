import {
  type AgentIdentityPrincipal,
  type Forbidden,
  permit,
  type StaffPrincipal,
  type SystemPrincipal,
} from '../access/index.ts'
import { ok, type Result, type StoredFile } from '../kernel/index.ts'
import { claimFiles } from './claim-files.ts'
import type { FilesNotKept } from './file-errors.ts'
import type { FilePorts } from './file-ports.ts'
import type { IncomingFile } from './inspect-file.ts'
import { keepFile } from './keep-file.ts'
import { changeOwnPicture, type MemberPicturePorts } from './member-picture.ts'
import { linkFile, openFile } from './read-file.ts'
import { removeExpired } from './remove-files.ts'
import { takePicture } from './take-picture.ts'

/** What people send along: pictures, recordings, documents. */
export interface Files {
  /** Keeps a file that will go with a message later, within a day; its address names it then. */
  readonly upload: (
    principal: StaffPrincipal | AgentIdentityPrincipal | SystemPrincipal,
    file: IncomingFile,
  ) => Promise<Result<StoredFile, Forbidden | FilesNotKept>>
  /** Gets files ready to go with something; for use cases, which have asked for permission. */
  readonly claim: ReturnType<typeof claimFiles>
  readonly takePicture: ReturnType<typeof takePicture>
  readonly changeOwnPicture: ReturnType<typeof changeOwnPicture>
  readonly link: ReturnType<typeof linkFile>
  readonly open: ReturnType<typeof openFile>
  readonly removeExpired: ReturnType<typeof removeExpired>
}

export const createFiles = (ports: FilePorts & MemberPicturePorts): Files => ({
  upload: async (principal, file) => {
    const permitted = permit(principal, 'files:write')
    if (!permitted.ok) return permitted
    const kept = await keepFile(ports)(principal.organizationId, file)
    return kept.ok ? ok(kept.value.file) : kept
  },
  claim: claimFiles(ports),
  takePicture: takePicture(ports),
  changeOwnPicture: changeOwnPicture(ports),
  link: linkFile(ports),
  open: openFile(ports),
  removeExpired: removeExpired(ports),
})

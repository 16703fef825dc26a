import {
  err,
  MINUTE,
  ok,
  type Result,
  type Secrets,
  type StoredFile,
  type Timestamp,
} from '../kernel/index.ts'
import type { ByteRange, Bytes } from './blob-store.ts'
import type { FileNotFound, LinkExpired } from './file-errors.ts'
import type { FilePorts } from './file-ports.ts'
import { blobKey, thumbnailKey } from './keep-file.ts'
import type { KeptFile } from './kept-file.ts'

/** Which of a file's pictures: itself, or the small one. */
export type FileVariant = 'original' | 'thumbnail'

/** What makes a link good for a while. */
export interface LinkProof {
  readonly expires: Timestamp
  readonly signature: string
}

/** A file that is about to be read. */
export interface OpenFile {
  readonly file: StoredFile
  readonly contentType: string
  /** In bytes. */
  readonly size: number
  /** Null when the bytes are gone. */
  readonly read: (range?: ByteRange) => Promise<Bytes | null>
}

/** A link is good for at least so long, and at most twice as long. */
export const LINK_LIFE = 10 * MINUTE

/** What an address leads to; null for nothing. An organization that is suspended shows nothing. */
export const findFile = async (
  { directory, fileQueries }: Pick<FilePorts, 'directory' | 'fileQueries'>,
  address: string,
): Promise<KeptFile | null> => {
  const [, number, token] = /^(\d{1,15})-([\w-]{16,128})$/.exec(address) ?? []
  if (number === undefined || token === undefined) return null
  const organization = await directory.organizationByNumber(Number(number))
  return organization?.status === 'active' ? fileQueries.byToken(organization.id, token) : null
}

/** Makes a link to a file that is good for a while: the same link for everybody who asks at that time. */
export const linkFile =
  (ports: FilePorts) =>
  async (address: string, variant: FileVariant): Promise<Result<LinkProof, FileNotFound>> => {
    const kept = await findFile(ports, address)
    if (!kept || (variant === 'thumbnail' && !kept.thumbnail)) return err({ code: 'file/not-found' })
    const expires = (Math.floor(ports.clock.now() / LINK_LIFE) + 2) * LINK_LIFE
    return ok({ expires, signature: signatureOf(ports.secrets, kept, variant, expires) })
  }

/** Opens what a link leads to. */
export const openFile =
  (ports: FilePorts) =>
  async (
    address: string,
    variant: FileVariant,
    proof: LinkProof,
  ): Promise<Result<OpenFile, FileNotFound | LinkExpired>> => {
    const { fileKeeping, secrets, clock } = ports
    const kept = await findFile(ports, address)
    if (!kept || !fileKeeping) return err({ code: 'file/not-found' })
    const signature = signatureOf(secrets, kept, variant, proof.expires)
    if (!secrets.equal(signature, proof.signature) || proof.expires <= clock.now()) {
      return err({ code: 'file/link-expired' })
    }
    const facts = variant === 'thumbnail' ? kept.thumbnail : kept.file
    if (!facts) return err({ code: 'file/not-found' })
    const key = variant === 'thumbnail' ? thumbnailKey(kept) : blobKey(kept)
    return ok({
      file: kept.file,
      contentType: facts.contentType,
      size: facts.size,
      read: (range) => fileKeeping.blobs.open(key, range),
    })
  }

/** Signed with what nobody is shown, so that every server of the installation agrees and none needs a secret of its own. */
const signatureOf = (
  { sign }: Pick<Secrets, 'sign'>,
  { token, storageName }: KeptFile,
  variant: FileVariant,
  expires: Timestamp,
): string => sign(storageName, `${token} ${variant} ${expires}`)

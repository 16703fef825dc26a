import type { StoredFile } from '@parlance/core'

/** Where files are served, below the address of the server. */
export const FILES_PATH = '/blobs'

/**
 * Where a file is: a path, which whoever sends it completes with the server's own address; see `completeFileUrls`. The
 * name at the end is for people who save the file.
 */
export const fileUrl = ({ address, name }: StoredFile): string =>
  `${FILES_PATH}/${address}/${encodeURIComponent(name)}`

/** Where the small picture of a file is; empty when there is none. */
export const thumbnailUrl = (file: StoredFile | null | undefined): string =>
  file?.thumbnail ? `${FILES_PATH}/${file.address}/thumbnail/${encodeURIComponent(file.name)}` : ''

/** The members of answers and webhook bodies that tell where a file is. */
const MEMBERS = [
  'data_url',
  'thumb_url',
  'avatar_url',
  'thumbnail',
  'avatar',
  'inbox_avatar_url',
  'file_url',
  'media_url',
  'url',
]

const PATHS = new RegExp(`("(?:${MEMBERS.join('|')})":")(${FILES_PATH}/)`, 'g')

/**
 * Completes the paths of files in a JSON text with the address of the server: `https://chat.example.com`, without a slash
 * at the end. Presenters know no server, so whoever sends what they made does this last.
 */
export const completeFileUrls = (json: string, server: string): string =>
  json.includes(`":"${FILES_PATH}/`)
    ? json.replace(PATHS, (_all, member, path) => member + server + path)
    : json

export interface FileNotFound {
  readonly code: 'file/not-found'
}

/** The link was good once, or never. */
export interface LinkExpired {
  readonly code: 'file/link-expired'
}

/** This installation has no place for files. */
export interface FilesNotKept {
  readonly code: 'file/not-kept'
}

export type FileError = FileNotFound | LinkExpired | FilesNotKept

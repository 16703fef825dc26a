export type { BlobTable } from './file-rows.ts'
export { createFileQueries, createFileStore } from './file-store.ts'

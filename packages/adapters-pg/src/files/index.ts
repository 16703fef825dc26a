export { createFileQueries, createFileStore } from './file-store.ts'

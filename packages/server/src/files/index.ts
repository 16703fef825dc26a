export type { OpenFileKeeping } from './open-file-keeping.ts'
export { openFileKeeping } from './open-file-keeping.ts'

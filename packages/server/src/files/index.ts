export { type OpenFileKeeping, openFileKeeping } from './open-file-keeping.ts'

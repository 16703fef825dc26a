export { FILES } from './files-documented.ts'
export { filesRouter } from './files-router.ts'

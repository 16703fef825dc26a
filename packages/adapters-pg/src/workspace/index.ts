export type { CannedResponseTable } from './canned-response-rows.ts'
export { createCannedResponseQueries, createCannedResponseStore } from './canned-response-store.ts'
export type { TagTable } from './tag-rows.ts'
export { createTagQueries, createTagStore } from './tag-store.ts'

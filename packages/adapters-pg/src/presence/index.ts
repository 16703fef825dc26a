export { createListenerQueries } from './listener-queries.ts'
export { createPresenceStore } from './presence-store.ts'

export type { ListenerQueries } from './listener-queries.ts'
export type { ListenError, Listener, ListenerClaim, Presence } from './presence.ts'
export { createPresence, PRESENCE } from './presence.ts'
export type { PresenceStore, Present, PresentPeople } from './presence-store.ts'

export { createMessageQueries } from './message-queries.ts'

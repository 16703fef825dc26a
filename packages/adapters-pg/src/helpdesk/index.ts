export { createSupportQueries } from './support-queries.ts'

export { createAssignmentQueries } from './assignment-queries.ts'

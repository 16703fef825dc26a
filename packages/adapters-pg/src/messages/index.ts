export { createLineQueries } from './line-queries.ts'
export { createMessageQueries } from './message-queries.ts'
export { createSurveyQueries } from './survey-queries.ts'

export type { SupportValidationError } from './errors.ts'
export { supportErrorSchema, supportValidationErrorSchema } from './errors.ts'
export { emailQuery, listPart, MOST_SKIPPED } from './list-query.ts'
export { supportTime, supportTimeSchema } from './support-time.ts'

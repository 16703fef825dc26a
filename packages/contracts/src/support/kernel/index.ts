export type { SupportValidationError } from './errors.ts'
export { supportErrorSchema, supportValidationErrorSchema } from './errors.ts'
export { supportTime, supportTimeSchema } from './support-time.ts'

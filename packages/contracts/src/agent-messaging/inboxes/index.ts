export { claimImessageNumberSchema, imessageNumberListSchema, imessageNumberSchema } from './number.ts'

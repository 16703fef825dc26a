export {
  cannedResponseListSchema,
  cannedResponseQuerySchema,
  cannedResponseSchema,
  createCannedResponseSchema,
  presentCannedResponse,
  toCannedResponseChanges,
  updateCannedResponseSchema,
} from './canned-response.ts'
export {
  createLabelSchema,
  keptLabelListSchema,
  keptLabelSchema,
  presentLabel,
  toTagChanges,
  updateLabelSchema,
} from './label.ts'

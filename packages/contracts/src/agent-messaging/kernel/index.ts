export type { AgentMessagingIssue, AgentMessagingReason } from './errors.ts'
export {
  agentMessagingErrorSchema,
  agentMessagingRefusalSchema,
  agentMessagingValidationErrorSchema,
} from './errors.ts'
export { conversationId, DEEPEST_OFFSET, identityId, ofIdentity, pageFields, queryFlag } from './query.ts'
export { type AskedSpan, spanFields, toSpan } from './span.ts'
export { isoSchema, presentOrganizationId } from './values.ts'

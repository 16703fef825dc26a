export type { AgentMessagingIssue, AgentMessagingReason } from './errors.ts'
export {
  agentMessagingErrorSchema,
  agentMessagingRefusalSchema,
  agentMessagingValidationErrorSchema,
} from './errors.ts'
export { isoSchema, presentOrganizationId } from './values.ts'

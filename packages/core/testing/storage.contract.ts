import { agentIdentityContract } from './access/agent-identity.contract.ts'
import { apiKeyContract } from './access/api-key.contract.ts'
import { directoryContract } from './access/directory.contract.ts'
import { memberQueriesContract } from './access/member-queries.contract.ts'
import { memberStoreContract } from './access/member-store.contract.ts'
import {
  mailedCodeContract,
  secondFactorContract,
  sessionContract,
  signInContract,
} from './access/sign-in.contract.ts'
import { reportQueriesContract } from './analytics/report-queries.contract.ts'
import { assignmentQueriesContract } from './assignments/assignment-queries.contract.ts'
import { connectingContract } from './assignments/connecting.contract.ts'
import { auditContract } from './audit/audit.contract.ts'
import { contactQueriesContract } from './contacts/contact-queries.contract.ts'
import { contactRuleContract } from './contacts/contact-rule.contract.ts'
import { contactStoreContract } from './contacts/contact-store.contract.ts'
import { conversationQueriesContract } from './conversations/conversation-queries.contract.ts'
import { conversationStoreContract } from './conversations/conversation-store.contract.ts'
import { fileStoreContract } from './files/file-store.contract.ts'
import { supportQueriesContract } from './helpdesk/support-queries.contract.ts'
import { inboxQueriesContract } from './inboxes/inbox-queries.contract.ts'
import { inboxStoreContract } from './inboxes/inbox-store.contract.ts'
import { allOf } from './kernel/contract.ts'
import { eventLogContract } from './kernel/event-log.contract.ts'
import { housekeepingContract } from './kernel/housekeeping.contract.ts'
import { idempotencyStoreContract } from './kernel/idempotency-store.contract.ts'
import { unitOfWorkContract } from './kernel/unit-of-work.contract.ts'
import { lineQueriesContract } from './messages/line-queries.contract.ts'
import { messageQueriesContract } from './messages/message-queries.contract.ts'
import { surveyQueriesContract } from './messages/survey-queries.contract.ts'
import { listenerQueriesContract, presenceStoreContract } from './presence/presence.contract.ts'
import { invitationContract } from './teams/invitation.contract.ts'
import { teamContract } from './teams/team.contract.ts'
import { deliveryStoreContract } from './webhooks/delivery-store.contract.ts'
import { subscribingContract } from './webhooks/subscribing.contract.ts'
import { webhookEndpointStoreContract } from './webhooks/webhook-endpoint-store.contract.ts'
import { webhookQueriesContract } from './webhooks/webhook-queries.contract.ts'
import { workspaceContract } from './workspace/workspace.contract.ts'

/** What every adapter that gives `StoragePorts` promises: the contracts of all its ports, on storage opened once. */
export const storageContract = allOf('storage', [
  unitOfWorkContract,
  idempotencyStoreContract,
  eventLogContract,
  housekeepingContract,
  directoryContract,
  agentIdentityContract,
  apiKeyContract,
  memberStoreContract,
  sessionContract,
  mailedCodeContract,
  secondFactorContract,
  signInContract,
  memberQueriesContract,
  auditContract,
  teamContract,
  invitationContract,
  workspaceContract,
  inboxStoreContract,
  inboxQueriesContract,
  contactStoreContract,
  contactQueriesContract,
  contactRuleContract,
  conversationStoreContract,
  conversationQueriesContract,
  messageQueriesContract,
  lineQueriesContract,
  surveyQueriesContract,
  assignmentQueriesContract,
  connectingContract,
  fileStoreContract,
  subscribingContract,
  webhookEndpointStoreContract,
  webhookQueriesContract,
  deliveryStoreContract,
  reportQueriesContract,
  supportQueriesContract,
  listenerQueriesContract,
  presenceStoreContract,
])

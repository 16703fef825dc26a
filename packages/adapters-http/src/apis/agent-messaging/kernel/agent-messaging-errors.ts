import type { AgentMessagingReason } from '@parlance/contracts'
import type { FieldProblem } from '@parlance/core'
import type { RefusalWith } from '../../../kernel/problem.ts'

/** What routes of this API can be refused. */
export type AgentMessagingCode =
  | 'access/forbidden'
  | 'access/unknown-credential'
  | 'agent-identity/handle-taken'
  | 'agent-identity/not-enabled'
  | 'agent-identity/not-found'
  | 'agent-identity/too-many'
  | 'api-key/elsewhere'
  | 'assignment/released'
  | 'contact-rule/exists'
  | 'contact-rule/not-found'
  | 'contact-rule/too-many'
  | 'connection/no-inbound-yet'
  | 'connection/not-found'
  | 'connection/target-not-ready'
  | 'connection/unknown-recipient'
  | 'contact/blocked-by-rule'
  | 'conversation/not-found'
  | 'file/not-kept'
  | 'gateway/failed'
  | 'idempotency/key-reused'
  | 'message/not-found'
  | 'message/too-many'
  | 'organization/suspended'
  | 'subscription/delivery-not-found'
  | 'subscription/not-found'
  | 'subscription/not-replayable'
  | 'subscription/too-many'
  | 'subscription/url-taken'
  | 'validation/failed'

export type AgentMessagingRefusal = RefusalWith<AgentMessagingCode>

/** A refusal in the words of this API: for people alone, for programs as well, or by the fields of the body. */
export type ToldDetail = string | AgentMessagingReason | readonly FieldProblem[]

interface Entry<Code extends AgentMessagingCode> {
  readonly status: number
  readonly tell: (refusal: RefusalWith<Code>) => ToldDetail
}

const saying = (status: number, text: string) => ({ status, tell: (): ToldDetail => text })

const naming = (status: number, error: string, message: string) => ({
  status,
  tell: (): ToldDetail => ({ error, message }),
})

/** Every refusal that routes of this API meet, as it tells them. A code that is missing here doesn't compile. */
export const AGENT_MESSAGING_ERRORS: { readonly [Code in AgentMessagingCode]: Entry<Code> } = {
  'access/forbidden': saying(403, 'The caller may not do this'),
  'access/unknown-credential': saying(401, 'Invalid API key'),
  'agent-identity/handle-taken': {
    status: 409,
    tell: ({ handle }) => ({
      error: 'agent_handle_unavailable',
      code: 'agent_handle_unavailable',
      message: `The handle ${handle} is taken`,
      blocking_namespace: 'identities',
    }),
  },
  'agent-identity/too-many': {
    status: 402,
    tell: ({ limit }) => `The organization has the ${limit} identities that it may have`,
  },
  'agent-identity/not-enabled': saying(400, 'The agent identity is not enabled for iMessage'),
  'agent-identity/not-found': saying(404, 'Agent identity not found'),
  'assignment/released': naming(
    409,
    'imessage_assignment_inactive',
    'The recipient has disconnected from this agent, and must reconnect through the router before it can be written to',
  ),
  'api-key/elsewhere': saying(403, 'The key may not be used from here'),
  'contact-rule/exists': {
    status: 409,
    tell: ({ ruleId }) => ({
      error: 'duplicate_contact_rule',
      message: 'The identity has a rule for this number already',
      existing_rule_id: ruleId,
    }),
  },
  'contact-rule/not-found': saying(404, 'Contact rule not found'),
  'contact-rule/too-many': {
    status: 422,
    tell: ({ limit }) => ({
      error: 'too_many_contact_rules',
      message: `The identity has the ${limit} rules that it may have`,
    }),
  },
  'connection/no-inbound-yet': naming(
    409,
    'imessage_awaiting_inbound',
    'The recipient is connected and has not written yet: the agent may answer once it has',
  ),
  'connection/not-found': saying(404, 'Connection not found, or it has ended'),
  'connection/target-not-ready': saying(400, 'The message has not gone out yet, and can take no tapback'),
  'connection/unknown-recipient': {
    status: 404,
    tell: ({ remoteNumber, router }) => ({
      error: 'imessage_recipient_not_connected',
      message: `${remoteNumber} has not connected to this agent. ${
        router
          ? `To connect, it texts "${router.command}" to ${router.number}`
          : 'This server has no router that it could connect through'
      }`,
      router_number: router?.number ?? null,
      connect_command: router?.command ?? null,
    }),
  },
  'contact/blocked-by-rule': {
    status: 403,
    tell: ({ ruleId, remoteNumber }) => ({
      error: 'recipient_blocked',
      message:
        ruleId === null
          ? `${remoteNumber} is not on the whitelist of the agent`
          : `A contact rule of the agent blocks ${remoteNumber}`,
      matched_rule_id: ruleId,
      address: remoteNumber,
      reason: ruleId === null ? 'filter_mode' : 'contact_rule',
    }),
  },
  'conversation/not-found': saying(404, 'Conversation not found'),
  'file/not-kept': saying(422, 'This server keeps no files'),
  'gateway/failed': naming(502, 'upstream_failure', 'The gateway did not take it: it is safe to try again'),
  'idempotency/key-reused': naming(
    409,
    'idempotency_key_reused',
    'Idempotency-Key was used before with another request',
  ),
  'message/not-found': saying(404, 'Message not found'),
  'message/too-many': naming(
    429,
    'rate_limited',
    'The conversation has had the messages that it may have in a minute',
  ),
  'organization/suspended': saying(403, 'The organization is suspended'),
  'subscription/delivery-not-found': saying(404, 'Delivery not found'),
  'subscription/not-found': saying(404, 'Webhook subscription not found'),
  'subscription/not-replayable': {
    status: 409,
    tell: ({ reason }) => ({
      error: reason === 'gone' ? 'subscription_gone' : 'subscription_event_type_removed',
      message:
        reason === 'gone'
          ? 'The webhook subscription of this delivery is gone'
          : 'The webhook subscription of this delivery no longer takes events of this type',
    }),
  },
  'subscription/too-many': {
    status: 409,
    tell: ({ limit }) => ({
      error: 'subscription_limit_reached',
      message: `The identity has its max ${limit} active webhook subscriptions; remove a subscription first`,
    }),
  },
  'subscription/url-taken': naming(
    409,
    'subscription_url_taken',
    'The identity has an active subscription with this url already',
  ),
  'validation/failed': { status: 422, tell: ({ problems }) => problems },
}

/** A refusal with its status. */
export const tellRefusal = (
  refusal: AgentMessagingRefusal,
): { readonly status: number; readonly detail: ToldDetail } => {
  // The table's type ties each entry to its code; an index by a union can't say so.
  const { status, tell } = AGENT_MESSAGING_ERRORS[refusal.code] as Entry<AgentMessagingCode>
  return { status, detail: tell(refusal) }
}

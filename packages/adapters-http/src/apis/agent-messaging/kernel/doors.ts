import {
  type AgentIdentityPrincipal,
  err,
  type Organization,
  ok,
  permit,
  type StaffPrincipal,
} from '@parlance/core'
import { z } from 'zod'
import { recogniseCaller } from '../../../kernel/recognise-caller.ts'
import type { Caller, Door } from '../../../kernel/route.ts'
import type { AgentMessagingCode } from './agent-messaging-errors.ts'
import { renderAgentMessaging } from './render.ts'

/** Somebody with a key or a token, and the organization that it is for. */
export interface AgentMessagingCaller extends Caller {
  readonly principal: StaffPrincipal | AgentIdentityPrincipal
  readonly organization: Organization
}

/** Lets in whoever has a key: an organization's, one of an agent identity, or the token of a member. */
export const agentMessagingDoor: Door<AgentMessagingCaller, AgentMessagingCode> = {
  params: z.object({}),
  limits: ['agentMessaging'],
  security: ['api_key', 'bearer'],
  errors: ['access/unknown-credential', 'access/forbidden', 'api-key/elsewhere', 'organization/suspended'],
  badPath: 'invalid',
  permit: ({ principal }, operation) => permit(principal, operation),
  render: renderAgentMessaging,
  enter: async (knock, ports) => {
    const recognised = await recogniseCaller(knock, ports)
    if (!recognised.ok) return recognised
    const { principal, organization, label } = recognised.value
    // A key that may be public has nothing to do here.
    if (principal.type === 'client_key') return err({ code: 'access/forbidden', operation: 'lines:read' })
    return ok({ principal, organization, label })
  },
}

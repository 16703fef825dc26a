import { err, type MemberPrincipal, type Organization, ok, permit } from '@parlance/core'
import { z } from 'zod'
import type { Caller, Door } from '../../../kernel/route.ts'
import type { AgentMessagingCode } from './agent-messaging-errors.ts'
import { renderAgentMessaging } from './render.ts'

/** Somebody with a key or a token, and the organization that it is for. */
export interface AgentMessagingCaller extends Caller {
  readonly principal: MemberPrincipal
  readonly organization: Organization
}

/** Lets in whoever has a key: an organization's, one of an agent identity, or the token of a member. */
export const agentMessagingDoor: Door<AgentMessagingCaller, AgentMessagingCode> = {
  params: z.object({}),
  security: ['api_key', 'bearer'],
  errors: ['access/unknown-credential', 'organization/suspended'],
  badPath: 'invalid',
  permit: ({ principal }, operation) => permit(principal, operation),
  render: renderAgentMessaging,
  enter: async ({ credentials }, { engine }) => {
    const [credential] = credentials
    if (credential === undefined) return err({ kind: 'unauthenticated' })
    const entered = await engine.access.recognise(credential)
    if (!entered.ok) return err({ code: 'access/unknown-credential' })
    const { principal, organization } = entered.value
    if (organization.status === 'suspended') return err({ code: 'organization/suspended' })
    return ok({ principal, organization, label: `member:${principal.member.id}` })
  },
}

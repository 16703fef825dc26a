import { err, type MemberPrincipal, type Organization, ok, permit, type StaffPrincipal } from '@parlance/core'
import { z } from 'zod'
import { labelOf, recogniseCaller } from '../../../kernel/recognise-caller.ts'
import type { Caller, Door } from '../../../kernel/route.ts'
import type { ChatbotCode } from './chatbot-errors.ts'
import { renderProblem } from './render.ts'

/** A member who signed in, or sent a token of its own. */
export interface MemberCaller extends Caller {
  readonly principal: MemberPrincipal
  readonly organization: Organization
  /** What let it in. */
  readonly token: string
}

/** Lets members into their organization. */
export const memberDoor: Door<MemberCaller, ChatbotCode> = {
  params: z.object({}),
  limits: ['chatbot'],
  security: ['chatbot_bearer', 'chatbot_api_key'],
  permit: ({ principal }, operation) => permit(principal, operation),
  render: renderProblem,
  errors: ['access/unknown-credential', 'access/not-for-agent-identities', 'organization/suspended'],
  enter: async ({ credentials }, { engine }) => {
    if (credentials.length === 0) return err({ kind: 'unauthenticated' })
    for (const token of credentials) {
      const entered = await engine.access.recognise(token)
      if (entered.ok) {
        const { principal, organization } = entered.value
        return organization.status === 'suspended'
          ? err({ code: 'organization/suspended' })
          : ok({ principal, organization, token, label: labelOf(principal) })
      }
      if (entered.error.code !== 'access/unknown-credential') return entered
    }
    return err({ code: 'access/unknown-credential' })
  },
}

/** Somebody who works for the organization: a member, or its backend. */
export interface StaffCaller extends Caller {
  readonly principal: StaffPrincipal
  readonly organization: Organization
}

/** Lets in whoever works for the organization: members, and server keys. */
export const staffDoor: Door<StaffCaller, ChatbotCode> = {
  params: z.object({}),
  limits: ['chatbot'],
  security: ['chatbot_bearer', 'chatbot_api_key'],
  permit: ({ principal }, operation) => permit(principal, operation),
  render: renderProblem,
  errors: [
    'access/unknown-credential',
    'access/not-for-agent-identities',
    'organization/suspended',
    'api-key/elsewhere',
  ],
  enter: async (knock, ports) => {
    const recognised = await recogniseCaller(knock, ports)
    if (!recognised.ok) return recognised
    const { principal, organization, label } = recognised.value
    return principal.type === 'member' || principal.type === 'server_key'
      ? ok({ principal, organization, label })
      : err({ code: 'access/not-for-agent-identities' })
  },
}

/** Somebody, and who that is where it says so. */
export interface PerhapsMember extends Caller {
  readonly principal?: MemberPrincipal
}

/** Lets everybody in, and sees who comes with a good credential. */
export const anybodyDoor: Door<PerhapsMember, ChatbotCode> = {
  params: z.object({}),
  limits: ['chatbot'],
  security: [],
  permit: () => ok(null),
  render: renderProblem,
  errors: [],
  enter: async ({ credentials }, { engine }) => {
    for (const token of credentials) {
      const entered = await engine.access.recognise(token)
      if (entered.ok) {
        const { principal } = entered.value
        return ok({ principal, label: labelOf(principal) })
      }
    }
    return ok({ label: 'anybody' })
  },
}

/** Lets everybody in. */
export const openDoor: Door<Caller, ChatbotCode> = {
  params: z.object({}),
  limits: ['chatbot'],
  security: [],
  permit: () => ok(null),
  render: renderProblem,
  errors: [],
  enter: async () => ok({ label: 'anybody' }),
}

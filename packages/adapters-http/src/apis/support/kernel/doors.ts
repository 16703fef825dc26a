import {
  type ClientKeyPrincipal,
  err,
  type MemberPrincipal,
  ok,
  permit,
  type ServerKeyPrincipal,
} from '@parlance/core'
import { z } from 'zod'
import { recogniseCaller } from '../../../kernel/recognise-caller.ts'
import type { Caller, Door } from '../../../kernel/route.ts'
import { renderSupport } from './render.ts'
import type { SupportCode } from './support-errors.ts'

/** Somebody with a key of the organization. */
export interface KeyCaller extends Caller {
  readonly principal: ServerKeyPrincipal | ClientKeyPrincipal
}

/** Somebody who works for the organization: its backend, or a member. */
export interface StaffCaller extends Caller {
  readonly principal: ServerKeyPrincipal | MemberPrincipal
}

const WITH_KEY = {
  params: z.object({}),
  errors: ['access/unknown-credential', 'api-key/elsewhere', 'organization/suspended'],
  limits: ['support'],
  render: renderSupport,
} as const

/** Somebody whose credential says nothing to this API is as unknown as somebody without one. */
const UNKNOWN = err({ code: 'access/unknown-credential' })

/** Lets in whoever has a key of the organization. */
export const keyDoor: Door<KeyCaller, SupportCode> = {
  ...WITH_KEY,
  security: ['support_key', 'support_bearer'],
  permit: ({ principal }, operation) => permit(principal, operation),
  enter: async (knock, ports) => {
    const recognised = await recogniseCaller(knock, ports)
    if (!recognised.ok) return recognised
    const { principal, label } = recognised.value
    return principal.type === 'server_key' || principal.type === 'client_key'
      ? ok({ principal, label })
      : UNKNOWN
  },
}

/** Lets in the organization's backend and its members; a key that may be public is told that this is not for it. */
export const staffDoor: Door<StaffCaller, SupportCode> = {
  ...WITH_KEY,
  errors: [...WITH_KEY.errors, 'access/forbidden'],
  security: ['support_key', 'support_bearer'],
  permit: ({ principal }, operation) => permit(principal, operation),
  enter: async (knock, ports) => {
    const recognised = await recogniseCaller(knock, ports)
    if (!recognised.ok) return recognised
    const { principal, label } = recognised.value
    if (principal.type === 'server_key' || principal.type === 'member') return ok({ principal, label })
    return principal.type === 'client_key'
      ? err({ code: 'access/forbidden', operation: 'webhooks:read' })
      : UNKNOWN
  },
}

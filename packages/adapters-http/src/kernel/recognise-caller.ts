import {
  type CredentialedPrincipal,
  err,
  type IdentifyError,
  type Organization,
  ok,
  type Result,
} from '@parlance/core'
import type { HttpPorts } from './http-ports.ts'
import type { RequestProblem } from './problem.ts'
import type { Caller, Knock } from './route.ts'

/** Somebody who came with a credential of any kind. */
export interface RecognisedCaller extends Caller {
  readonly principal: CredentialedPrincipal
  readonly organization: Organization
  /** What let it in. */
  readonly credential: string
}

/** Names a caller in the log and in the scope of idempotency keys. */
export const labelOf = (principal: CredentialedPrincipal): string => {
  switch (principal.type) {
    case 'member':
      return `member:${principal.member.id}`
    case 'agent_identity':
      return `agent_identity:${principal.agentIdentity.id}`
    case 'server_key':
    case 'client_key':
      return `api_key:${principal.key.id}`
  }
}

/** Tries every credential that was sent until one is known: a member's, an agent identity's, or a key. */
export const recogniseCaller = async (
  { credentials, from }: Knock,
  { engine }: Pick<HttpPorts, 'engine'>,
): Promise<Result<RecognisedCaller, IdentifyError | RequestProblem>> => {
  if (credentials.length === 0) return err({ kind: 'unauthenticated' })
  for (const credential of credentials) {
    const recognised = await engine.access.identify(credential, from)
    if (recognised.ok)
      return ok({ ...recognised.value, credential, label: labelOf(recognised.value.principal) })
    if (recognised.error.code !== 'access/unknown-credential') return recognised
  }
  return err({ code: 'access/unknown-credential' })
}

import type { Request } from 'express'
import { callOrigin } from './call-origin.ts'
import { credentialsOf } from './credentials.ts'
import type { HttpPorts } from './http-ports.ts'
import type { Caller, Route } from './route.ts'

/** Whether somebody was refused because of who it is, and not because of what it asked. */
const isAboutTheCaller = (code: string): boolean =>
  code.startsWith('access/') ||
  ['organization/suspended', 'api-key/elsewhere', 'api-key/not-mintable'].includes(code)

/** Tells the audit log when somebody was refused because of who it is; `caller` is whoever the door let in. */
export const noteRefusal = async (
  { operationId }: Pick<Route, 'operationId'>,
  error: { readonly code: string } | { readonly kind: string },
  {
    ports,
    request,
    caller,
  }: { readonly ports: HttpPorts; readonly request: Request; readonly caller?: Caller },
): Promise<void> => {
  if (!('code' in error) || !isAboutTheCaller(error.code)) return
  await ports.engine.audit.noteRefusal({
    principal: caller?.principal,
    credentials: caller ? [] : credentialsOf(request),
    operation: operationId,
    code: error.code,
    origin: callOrigin(request),
  })
}

import {
  type AuditActor,
  type AuditEntry,
  type AuditNews,
  auditEntryOf,
  type CallOptions,
  type Clock,
  type IdSource,
} from '../kernel/index.ts'
import { actorOf, type Principal } from './principal.ts'

/** The principal as the audit log remembers it: a contact whose identity is not proven may be anybody. */
export const auditActorOf = (principal: Principal): AuditActor => {
  if (principal.type !== 'contact_point') return actorOf(principal)
  return principal.verifiedContactId === undefined
    ? { type: 'unknown' }
    : { type: 'contact', id: principal.verifiedContactId }
}

/** An entry of the audit log about what the principal does now; for `tx.audit.record`. */
export const audited = (
  ports: { readonly ids: IdSource; readonly clock: Clock },
  { principal, origin }: { readonly principal: Principal } & Pick<CallOptions, 'origin'>,
  news: Omit<AuditNews, 'organizationId' | 'actor'>,
): AuditEntry =>
  auditEntryOf(
    ports,
    { ...news, organizationId: principal.organizationId, actor: auditActorOf(principal) },
    origin,
  )

import type { ContactPointPrincipal } from '../access/index.ts'
import type { ContactPointNotFound, ContactQueries, IdentifiedContact } from '../contacts/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'

/** A contact point that was looked up, with how far it reaches. */
export interface KnownCaller extends IdentifiedContact {
  readonly principal: ContactPointPrincipal
}

/** Looks up who speaks through the contact point; one whose identity was proven reaches all of its contact's conversations. */
export const lookUpCaller = async (
  { contactQueries }: { readonly contactQueries: ContactQueries },
  principal: ContactPointPrincipal,
): Promise<Result<KnownCaller, ContactPointNotFound>> => {
  const { organizationId, inboxId, sourceId } = principal
  const found = await contactQueries.pointBySource(organizationId, inboxId, sourceId)
  if (!found) return err({ code: 'contact-point/not-found' })
  const reaching: ContactPointPrincipal = found.point.hmacVerified
    ? { ...principal, verifiedContactId: found.contact.id }
    : principal
  return ok({ ...found, principal: reaching })
}

/**
 * Runs `act` for a contact point without looking it up first: nearly always the conversation is its own, and the rules
 * see that under the lock. Only when they don't is it worth a question who it is.
 */
export const actAsContactPoint = async <R extends Result<unknown, { readonly code: string }>>(
  ports: { readonly contactQueries: ContactQueries },
  principal: ContactPointPrincipal,
  act: (principal: ContactPointPrincipal) => Promise<R>,
): Promise<R> => {
  const first = await act(principal)
  if (first.ok || first.error.code !== 'conversation/not-found') return first
  const caller = await lookUpCaller(ports, principal)
  return caller.ok && caller.value.principal.verifiedContactId ? act(caller.value.principal) : first
}

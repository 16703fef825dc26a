import {
  type Clock,
  err,
  type IdSource,
  type InboxId,
  ok,
  type Result,
  type Secrets,
} from '../kernel/index.ts'
import type { Contact } from './contact.ts'
import type { SourceIdTaken } from './contact-errors.ts'
import type { ContactPoint } from './contact-point.ts'
import type { ContactStore } from './contact-store.ts'
import { newPubsubToken } from './pubsub-token.ts'

/** Longest source id, in characters. */
export const SOURCE_ID_LENGTH = 20_000

interface PointMakers {
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

/**
 * The contact's point with this source id in the inbox, made when there is none. Without a source id a new point with
 * a random one is made.
 */
export const ensurePoint = async (
  contacts: ContactStore,
  { clock, ids, secrets }: PointMakers,
  wanted: {
    readonly contact: Contact
    readonly inboxId: InboxId
    readonly sourceId: string | null
    /** Whether a new point counts as proven. */
    readonly hmacVerified?: boolean
  },
): Promise<Result<ContactPoint, SourceIdTaken>> => {
  const { contact, inboxId } = wanted
  const sourceId = wanted.sourceId ?? ids.next<'source'>()
  const now = clock.now()
  const inserted = await contacts.insertPoint({
    id: ids.next(),
    organizationId: contact.organizationId,
    inboxId,
    contactId: contact.id,
    sourceId,
    hmacVerified: wanted.hmacVerified ?? false,
    pubsubToken: newPubsubToken(contact.organizationId, secrets),
    createdAt: now,
    updatedAt: now,
  })
  if (inserted) return ok(inserted)
  const existing = await contacts.findPoint(inboxId, sourceId)
  return existing?.contactId === contact.id ? ok(existing) : err({ code: 'contact-point/source-id-taken' })
}

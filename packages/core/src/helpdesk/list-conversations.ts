import { type Forbidden, permit } from '../access/index.ts'
import { type ConversationState, NO_FILTER } from '../conversations/index.ts'
import { err, ok, presence, type Result } from '../kernel/index.ts'
import type { SupportPrincipal } from './open-conversation.ts'
import { DOMAIN_STATUSES, type SupportStatus } from './support-details.ts'
import type { SupportPorts } from './support-ports.ts'
import type { ListPart, SupportFilter } from './support-queries.ts'

export interface SupportListRequest extends ListPart {
  /** Only those of whoever has this e-mail address; null for all, which a key that may be public is refused. */
  readonly requesterEmail: string | null
  readonly status: SupportStatus | null
}

export interface SupportList {
  /** All that match, on every page; see `MOST_COUNTED`. */
  readonly count: number
  /** Newest first. */
  readonly conversations: readonly ConversationState[]
}

const NOTHING: SupportList = { count: 0, conversations: [] }

/** The conversations in the support inbox. */
export const listSupportConversations =
  (ports: Pick<SupportPorts, 'inboxQueries' | 'conversationQueries' | 'supportQueries'>) =>
  async (
    principal: SupportPrincipal,
    { requesterEmail, status, limit, offset }: SupportListRequest,
  ): Promise<Result<SupportList, Forbidden>> => {
    const permitted = permit(principal, 'conversations:read')
    if (!permitted.ok) return permitted
    const email = presence(requesterEmail)
    if (principal.type === 'client_key' && email === null)
      return err({ code: 'access/forbidden', operation: 'conversations:read' })
    const { organizationId } = principal
    const inbox = await ports.inboxQueries.ofChannel(organizationId, 'support')
    if (!inbox) return ok(NOTHING)
    const contactId = email === null ? null : await ports.supportQueries.requester(organizationId, email)
    if (email !== null && contactId === null) return ok(NOTHING)
    const filter: SupportFilter = { inboxId: inbox.id, contactId, status }
    const ids = await ports.supportQueries.conversations(organizationId, filter, { limit, offset })
    const [count, conversations] = await Promise.all([
      countOf(ports, principal, filter),
      ports.conversationQueries.findAll(organizationId, ids),
    ])
    return ok({ count, conversations })
  }

/** Tallies know how many there are in an inbox; of what they don't tell apart, they are counted up to a limit. */
const countOf = async (
  { conversationQueries, supportQueries }: Pick<SupportPorts, 'conversationQueries' | 'supportQueries'>,
  { organizationId }: SupportPrincipal,
  filter: SupportFilter,
): Promise<number> => {
  const { inboxId, contactId, status } = filter
  if (contactId !== null || status === 'resolved' || status === 'closed')
    return supportQueries.count(organizationId, filter)
  const statuses = status === null ? [null] : DOMAIN_STATUSES[status]
  const counts = await Promise.all(
    statuses.map((one) =>
      conversationQueries.counts(organizationId, { ...NO_FILTER, inboxIds: [inboxId], status: one }, null),
    ),
  )
  return counts.reduce((sum, { all }) => sum + all, 0)
}

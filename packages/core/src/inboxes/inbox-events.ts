import { type AgentIdentityKeeper, actorOf, type Directory } from '../access/index.ts'
import type { AttributeChanges, IdSource, RecordedEvent } from '../kernel/index.ts'
import type { Inbox, InboxPolicy } from './inbox.ts'
import { policyOf } from './inbox-policy.ts'

/** What changed of what events tell about an inbox. */
export const changesBetween = (before: Inbox, after: Inbox): AttributeChanges => {
  const [previous, current] = [policyOf(before), policyOf(after)]
  const changed = (Object.keys(current) as (keyof InboxPolicy)[]).filter(
    (attribute) => JSON.stringify(previous[attribute]) !== JSON.stringify(current[attribute]),
  )
  return Object.fromEntries(
    changed.map((attribute) => [attribute, { previous: previous[attribute], current: current[attribute] }]),
  )
}

/** Events of an inbox tell its public part: keys and secrets stay out of the log. */
export const inboxEvents = async (
  { directory, ids }: { readonly directory: Directory; readonly ids: IdSource },
  principal: AgentIdentityKeeper,
) => {
  const organization = await directory.organization(principal.organizationId)
  return (
    type: 'inbox.created' | 'inbox.updated' | 'inbox.removed',
    inbox: Inbox,
    changes: AttributeChanges = {},
  ): RecordedEvent => ({
    id: ids.next(),
    type,
    organizationId: inbox.organizationId,
    aggregate: { type: 'inbox', id: inbox.id },
    seq: null,
    occurredAt: inbox.updatedAt,
    actor: actorOf(principal),
    data: { inbox: policyOf(inbox), organization, changes },
  })
}

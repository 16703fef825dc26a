import {
  actorOf,
  audited,
  type Forbidden,
  type Member,
  type MemberNotFound,
  type MemberPrincipal,
  type MemberQueries,
  type MemberStore,
  permit,
  seesInbox,
} from '../access/index.ts'
import {
  type Answer,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  type MemberId,
  ok,
  once,
  type Result,
  type UnitOfWork,
} from '../kernel/index.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import type { InboxKeeper } from './inbox-keeper.ts'
import type { InboxQueries } from './inbox-queries.ts'
import type { InboxStore } from './inbox-store.ts'

export interface InboxMembersPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly inboxes: InboxStore
    readonly members: MemberStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly inboxQueries: InboxQueries
  readonly memberQueries: MemberQueries
  readonly clock: Clock
  readonly ids: IdSource
}

type ChangeError = Forbidden | InboxNotFound | MemberNotFound | IdempotencyKeyReused

/** How a set of members becomes another: who is added, and who is removed. */
type MembersChange = (
  before: readonly MemberId[],
  named: readonly MemberId[],
) => { readonly added: readonly MemberId[]; readonly removed: readonly MemberId[] }

/** Those that are named become members, whoever was one stays. */
export const adding: MembersChange = (before, named) => ({
  added: named.filter((id) => !before.includes(id)),
  removed: [],
})

/** Those that are named are the members from now on. */
export const replacing: MembersChange = (before, named) => ({
  added: named.filter((id) => !before.includes(id)),
  removed: before.filter((id) => !named.includes(id)),
})

/** Those that are named are members no longer. */
export const removing: MembersChange = (before, named) => ({
  added: [],
  removed: before.filter((id) => named.includes(id)),
})

/** The members of an inbox, for whoever may see the inbox. */
export const listInboxMembers =
  ({ inboxQueries, memberQueries }: InboxMembersPorts) =>
  async (
    principal: MemberPrincipal,
    inboxNumber: number,
  ): Promise<Result<readonly Member[], Forbidden | InboxNotFound>> => {
    const permitted = permit(principal, 'inbox-members:read')
    if (!permitted.ok) return permitted
    const inbox = await inboxQueries.findByNumber(principal.organizationId, inboxNumber)
    if (!inbox) return err({ code: 'inbox/not-found' })
    if (!seesInbox(principal, inbox.id))
      return err({ code: 'access/forbidden', operation: 'inbox-members:read' })
    return ok(await memberQueries.ofInbox(principal.organizationId, inbox.id))
  }

/**
 * Changes who belongs to an inbox, by member numbers. Answers the members after the change.
 *
 * Numbers of nobody are refused, except when removing: then they are ignored.
 */
export const changeInboxMembers =
  (ports: InboxMembersPorts, change: MembersChange) =>
  async (
    principal: InboxKeeper,
    asked: { readonly inboxNumber: number; readonly memberNumbers: readonly number[] },
    options: CallOptions = {},
  ): Promise<Answer<readonly Member[], ChangeError>> => {
    const permitted = permit(principal, 'inbox-members:write')
    if (!permitted.ok) return permitted
    const { unitOfWork, memberQueries, clock, ids } = ports
    const { organizationId } = principal
    const changed = await unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async (): Promise<Result<{ inboxId: string }, ChangeError>> => {
        const inbox = await tx.inboxes.findByNumber(asked.inboxNumber)
        if (!inbox) return err({ code: 'inbox/not-found' })
        const named = await tx.members.findByNumbers(asked.memberNumbers)
        const strangers = named.length < new Set(asked.memberNumbers).size
        if (strangers && change !== removing) return err({ code: 'member/not-found' })
        const { added, removed } = change(
          await tx.inboxes.memberIds(inbox.id),
          named.map(({ id }) => id),
        )
        await tx.inboxes.addMembers(inbox.id, added)
        await tx.inboxes.removeMembers(inbox.id, removed)
        await tx.events.record([
          {
            id: ids.next(),
            type: 'inbox.members-changed',
            organizationId,
            aggregate: { type: 'inbox', id: inbox.id },
            seq: null,
            occurredAt: clock.now(),
            actor: actorOf(principal),
            data: { added, removed },
          },
        ])
        if (added.length + removed.length > 0) {
          const subject = { type: 'inbox', id: inbox.id }
          const news = { action: 'inbox.members-changed', subject, after: { added, removed } }
          await tx.audit.record(audited(ports, { principal, ...options }, news))
        }
        return ok({ inboxId: inbox.id })
      }),
    )
    if (!changed.ok) return changed
    const inbox = await ports.inboxQueries.findByNumber(organizationId, asked.inboxNumber)
    if (!inbox) return err({ code: 'inbox/not-found' })
    return { ...changed, value: await memberQueries.ofInbox(organizationId, inbox.id) }
  }

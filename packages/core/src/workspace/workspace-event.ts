import { actorOf, type MemberPrincipal, type SystemPrincipal } from '../access/index.ts'
import type { Aggregate, Clock, IdSource, RecordedEvent } from '../kernel/index.ts'

/** Who may be asked to change what members work with. */
export type WorkspaceKeeper = MemberPrincipal | SystemPrincipal

/** What is recorded of a change to what members work with. */
export const workspaceEvent = (
  { ids, clock }: { readonly ids: IdSource; readonly clock: Clock },
  principal: WorkspaceKeeper,
  { type, aggregate, data }: { readonly type: string; readonly aggregate: Aggregate; readonly data: unknown },
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: principal.organizationId,
  aggregate,
  seq: null,
  occurredAt: clock.now(),
  actor: actorOf(principal),
  data,
})

import type { Member, MemberPrincipal } from '../access/index.ts'
import { actorOf } from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type OrganizationId,
  ok,
  once,
  type Result,
} from '../kernel/index.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ParticipantNotAssignable } from './conversation-errors.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import type { ConversationState } from './conversation-state.ts'

/** How those who take part are to change, by member numbers. */
export interface ParticipantsChange {
  /** Adding answers those who are new, the others all who take part then. */
  readonly type: 'add' | 'replace' | 'remove'
  readonly memberNumbers: readonly number[]
}

/** Who takes part in a conversation besides who holds it. */
export interface Participants {
  readonly participants: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<readonly Member[], AccessRefusal>>
  /** Who is added must be able to hold conversations of the inbox: be a member of it, or an administrator. */
  readonly changeParticipants: (
    principal: MemberPrincipal,
    number: number,
    change: ParticipantsChange,
    options?: CallOptions,
  ) => Promise<Answer<readonly Member[], AccessRefusal | ParticipantNotAssignable | IdempotencyKeyReused>>
}

export const createParticipants = (ports: ConversationPorts): Participants => ({
  participants: async (principal, number) => {
    const found = await reach(ports, principal, { number, operation: 'participants:read' })
    if (!found.ok) return found
    const { conversation } = found.value
    return ok(await ports.conversationQueries.participants(principal.organizationId, conversation.id))
  },
  changeParticipants: async (principal, number, change, options = {}) => {
    const found = await reach(ports, principal, { number, operation: 'participants:write' })
    if (!found.ok) return found
    const { conversation, inbox } = found.value
    const able = change.type === 'remove' ? [] : await ableToHold(ports, principal.organizationId, inbox.id)
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const before = await tx.participants.of(conversation.id)
        const plan = planOf(change, before, able)
        if (!plan) return err({ code: 'participant/not-assignable' } as const)
        const at = ports.clock.now()
        const added = plan.added.map(({ id }) => id)
        const removed = plan.removed.map(({ id }) => id)
        await tx.participants.add(conversation.id, added, at)
        await tx.participants.remove(conversation.id, removed)
        if (added.length + removed.length > 0) {
          await tx.events.record([
            {
              id: ports.ids.next(),
              type: 'conversation.participants-changed',
              organizationId: principal.organizationId,
              aggregate: { type: 'conversation', id: conversation.id },
              seq: null,
              occurredAt: at,
              actor: actorOf(principal),
              data: { added, removed },
            },
          ])
        }
        return ok(change.type === 'add' ? plan.added : await tx.participants.of(conversation.id))
      }),
    )
  },
})

type Operation = 'participants:read' | 'participants:write'

const reach = async (
  { conversationQueries }: ConversationPorts,
  principal: MemberPrincipal,
  { number, operation }: { readonly number: number; readonly operation: Operation },
): Promise<Result<ConversationState, AccessRefusal>> => {
  const state = await conversationQueries.find(principal.organizationId, { number })
  if (!state) return err({ code: 'conversation/not-found' })
  const permitted = permitOn(state, principal, operation)
  return permitted.ok ? ok(state) : permitted
}

/** The members who can hold conversations of the inbox. */
const ableToHold = async (
  { memberQueries }: ConversationPorts,
  organizationId: OrganizationId,
  inboxId: ConversationState['inbox']['id'],
): Promise<readonly Member[]> => {
  const [members, everybody] = await Promise.all([
    memberQueries.ofInbox(organizationId, inboxId),
    memberQueries.list(organizationId),
  ])
  return [...members, ...everybody.filter(({ role }) => role !== 'agent')]
}

interface Plan {
  readonly added: readonly Member[]
  readonly removed: readonly Member[]
}

/** Null when somebody is to be added who can't hold conversations there. Whoever takes part already may stay. */
const planOf = (
  { type, memberNumbers }: ParticipantsChange,
  before: readonly Member[],
  able: readonly Member[],
): Plan | null => {
  const named = new Set(memberNumbers)
  if (type === 'remove') return { added: [], removed: before.filter(({ number }) => named.has(number)) }
  const removed = type === 'replace' ? before.filter(({ number }) => !named.has(number)) : []
  const added: Member[] = []
  for (const number of named) {
    if (before.some((member) => member.number === number)) continue
    const member = able.find((one) => one.number === number)
    if (!member) return null
    added.push(member)
  }
  return { added, removed }
}

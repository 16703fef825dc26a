import { isPhoneNumber } from '../contacts/index.ts'
import type { ConversationNotFound, MessageNotFound, ReactionKind } from '../conversations/index.ts'
import { REACTIONS } from '../conversations/index.ts'
import {
  err,
  type FieldProblem,
  type MessageId,
  type OrganizationId,
  ok,
  type Result,
  SHORT_TEXT,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { type Delivery, decideDelivery } from './decide-delivery.ts'
import { decideTapback, decideTapbackOff } from './decide-tapback.ts'
import { identityOf, verdictOn } from './find-connection.ts'
import { carries, type GatewayCarrier } from './gateway-carrier.ts'

/** What the provider tells of a message that went out: named by its id, or by what the provider calls it. */
export interface LineReport extends Pick<Delivery, 'error'> {
  readonly reference: string
  readonly status: Exclude<Delivery['status'], 'queued'>
}

/** A human's tapback. */
export interface InboundReaction {
  /** The message's id, or what the provider calls it. */
  readonly reference: string
  readonly from: string
  readonly reaction: ReactionKind
  readonly customEmoji: string | null
  readonly partIndex: number
  readonly removed: boolean
}

type Told = Result<{ readonly messageId: MessageId }, ValidationFailed | MessageNotFound>

const NOT_FOUND = err({ code: 'message/not-found' } as const)

interface Target {
  readonly organizationId: OrganizationId
  readonly messageId: MessageId
}

/** The message that the provider names, where it may know of it. */
const targetOf = async (
  { connectionQueries }: ConnectionPorts,
  carrier: GatewayCarrier,
  reference: string,
): Promise<Target | null> => {
  const found = await connectionQueries.lineMessage(reference)
  return found && carries(carrier, found.organizationId) ? found : null
}

/** Notes how far a message is. What is told twice, or late, changes nothing. */
export const deliveryStatus =
  (ports: ConnectionPorts) =>
  async (carrier: GatewayCarrier, { reference, status, error }: LineReport): Promise<Told> => {
    const target = await targetOf(ports, carrier, reference)
    const sent = target && (await ports.conversationStore.message(target.organizationId, target.messageId))
    if (!target || !sent) return NOT_FOUND
    const now = ports.clock.now()
    const noted = await ports.conversationStore.change<
      { messageId: MessageId; changed: boolean },
      MessageNotFound
    >(
      { organizationId: target.organizationId, id: sent.message.conversationId },
      {
        at: now,
        about: { id: target.messageId },
        actor: () => ({ type: 'system' }),
        decide: (_state, about) => decideDelivery({ status, error, externalId: null, about, now }),
      },
    )
    return answer(noted, target.messageId)
  }

/** Whatever of it is gone by now is no message any more. */
const answer = (
  noted: Result<
    unknown,
    MessageNotFound | ConversationNotFound | { readonly code: 'idempotency/key-reused' }
  >,
  messageId: MessageId,
): Told => (noted.ok ? ok({ messageId }) : NOT_FOUND)

/** The most parts that a message is taken to have. */
const MOST_PARTS = 100

const reactionProblems = ({
  from,
  reaction,
  customEmoji,
  partIndex,
}: InboundReaction): readonly FieldProblem[] => [
  ...(isPhoneNumber(from)
    ? []
    : [{ field: 'from', problem: 'invalid', expected: 'a phone number in E.164' } as const]),
  ...(REACTIONS.includes(reaction) ? [] : [{ field: 'reaction', problem: 'not_included' } as const]),
  ...((reaction === 'custom') === (customEmoji !== null && customEmoji !== '')
    ? []
    : [
        {
          field: 'customEmoji',
          problem: 'invalid',
          expected: 'an emoji, with a custom reaction and no other',
        } as const,
      ]),
  ...tooLong('customEmoji', customEmoji, SHORT_TEXT),
  ...(Number.isInteger(partIndex) && partIndex >= 0 && partIndex < MOST_PARTS
    ? []
    : [
        { field: 'partIndex', problem: 'invalid', expected: `a number from 0 to ${MOST_PARTS - 1}` } as const,
      ]),
]

/** Puts a human's tapback on a message, or takes it off. Of whoever a rule keeps out nothing is kept. */
export const receiveReaction =
  (ports: ConnectionPorts) =>
  async (carrier: GatewayCarrier, input: InboundReaction): Promise<Told> => {
    const problems = reactionProblems(input)
    if (problems.length > 0) return err(validationFailed(...problems))
    const target = await targetOf(ports, carrier, input.reference)
    const sent = target && (await ports.conversationStore.message(target.organizationId, target.messageId))
    if (!target || !sent) return NOT_FOUND
    const { organizationId, messageId } = target
    const state = await ports.conversationQueries.find(organizationId, { id: sent.message.conversationId })
    if (state?.contactPoint.sourceId !== input.from) return NOT_FOUND
    const identity = await identityOf(ports, organizationId, state)
    const allowed = identity ? (await verdictOn(ports, identity, input.from)).allowed : false
    if (!allowed) return ok({ messageId })
    const now = ports.clock.now()
    const { partIndex, reaction, customEmoji } = input
    const direction = 'inbound' as const
    const id = ports.ids.next<'reaction'>()
    const noted = await ports.conversationStore.change<object, MessageNotFound>(
      { organizationId, id: sent.message.conversationId },
      {
        at: now,
        about: { id: messageId },
        actor: ({ contact }) => ({ type: 'contact', id: contact.id }),
        decide: (_state, about) =>
          input.removed
            ? decideTapbackOff({ about, direction, partIndex, now })
            : decideTapback({ id, about, direction, partIndex, reaction, customEmoji, now }),
      },
    )
    return answer(noted, messageId)
  }

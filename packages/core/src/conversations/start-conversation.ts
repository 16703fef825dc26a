import type {
  AgentIdentityPrincipal,
  ContactPointPrincipal,
  Member,
  MemberPrincipal,
  SystemPrincipal,
} from '../access/index.ts'
import { type Forbidden, type MemberNotFound, permit } from '../access/index.ts'
import type { ContactPointNotFound } from '../contacts/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type JsonObject,
  type Timestamp,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { lookUpCaller } from './contact-point-reach.ts'
import type { ConversationStatus } from './conversation.ts'
import { actorIn } from './conversation-access.ts'
import type { ConversationNotFound } from './conversation-errors.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import type { ConversationState } from './conversation-state.ts'
import { decideStart, type StartConversation } from './decide-start.ts'
import { type Addressee, type AddresseeError, findContactPoint } from './find-contact-point.ts'
import { type ContentType, MESSAGE_LENGTH } from './message.ts'

export interface StartInput extends Addressee {
  readonly status?: ConversationStatus | undefined
  readonly snoozedUntil?: Timestamp | null | undefined
  readonly additionalAttributes?: JsonObject | undefined
  readonly customAttributes?: JsonObject | undefined
  readonly assigneeNumber?: number | null | undefined
  readonly message?:
    | {
        readonly content: string
        readonly contentType?: ContentType | undefined
        readonly contentAttributes?: JsonObject | undefined
      }
    | undefined
}

type Started<E> = Promise<Answer<ConversationState, E | ConversationNotFound | IdempotencyKeyReused>>

/** Starts a conversation from inside, perhaps with a first message to the contact. */
export const startConversation =
  (ports: ConversationPorts) =>
  async (
    principal: MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal,
    input: StartInput,
    options: CallOptions = {},
  ): Started<AddresseeError | MemberNotFound | ValidationFailed> => {
    const permitted = permit(principal, 'conversations:start')
    if (!permitted.ok) return permitted
    const problems = tooLong('content', input.message?.content, MESSAGE_LENGTH)
    if (problems.length > 0) return err(validationFailed(...problems))
    const assignee =
      input.assigneeNumber == null
        ? null
        : await ports.memberQueries.findByNumber(principal.organizationId, input.assigneeNumber)
    if (input.assigneeNumber != null && !assignee) return err({ code: 'member/not-found' })
    const point = await findContactPoint(ports, principal, { addressee: input, options })
    if (!point.ok) return point
    const command = commandOf(ports, principal, { input, assignee })
    return ports.conversationStore.start(
      {
        organizationId: principal.organizationId,
        inboxId: point.value.inboxId,
        contactPointId: point.value.id,
      },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        decide: (state) => decideStart(state, command),
      },
    )
  }

/** Starts a conversation from outside, as the contact. */
export const startAsContact =
  (ports: ConversationPorts) =>
  async (
    principal: ContactPointPrincipal,
    input: Pick<StartInput, 'customAttributes'>,
    options: CallOptions = {},
  ): Started<Forbidden | ContactPointNotFound> => {
    const permitted = permit(principal, 'conversations:start')
    if (!permitted.ok) return permitted
    const caller = await lookUpCaller(ports, principal)
    if (!caller.ok) return caller
    const command = commandOf(ports, principal, { input, assignee: null })
    const { organizationId, inboxId } = principal
    return ports.conversationStore.start(
      { organizationId, inboxId, contactPointId: caller.value.point.id },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        decide: (state) => decideStart(state, command),
      },
    )
  }

const commandOf = (
  { ids, clock }: ConversationPorts,
  principal: StartConversation['principal'],
  {
    input,
    assignee,
  }: { readonly input: Omit<StartInput, keyof Addressee>; readonly assignee: Member | null },
): StartConversation => ({
  principal,
  id: ids.next(),
  status: input.status ?? 'open',
  snoozedUntil: input.snoozedUntil ?? null,
  additionalAttributes: input.additionalAttributes ?? {},
  customAttributes: input.customAttributes ?? {},
  assignee: assignee && { member: assignee, assignmentId: ids.next() },
  opening: input.message
    ? {
        id: ids.next(),
        content: input.message.content,
        contentType: input.message.contentType ?? 'text',
        contentAttributes: input.message.contentAttributes ?? {},
      }
    : null,
  now: clock.now(),
})

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
  attributesProblems,
  type CallOptions,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type JsonObject,
  ok,
  type Result,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { Team } from '../teams/index.ts'
import { lookUpCaller } from './contact-point-reach.ts'
import type { ConversationStatus } from './conversation.ts'
import { actorIn } from './conversation-access.ts'
import type { ConversationNotFound } from './conversation-errors.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import type { ConversationState } from './conversation-state.ts'
import {
  decideStart,
  type Opening,
  type StartConversation,
  type StartedConversation,
} from './decide-start.ts'
import { type Addressee, type AddresseeError, findContactPoint } from './find-contact-point.ts'

export interface StartInput extends Addressee {
  readonly status?: ConversationStatus | undefined
  readonly snoozedUntil?: Timestamp | null | undefined
  readonly additionalAttributes?: JsonObject | undefined
  readonly customAttributes?: JsonObject | undefined
  readonly assigneeNumber?: number | null | undefined
  /** The team that it is left to; the number of none leaves it to nobody. */
  readonly teamNumber?: number | null | undefined
}

/** Gets ready what is said at once: asked when the caller may start the conversation, and before it starts. */
export type PrepareOpening<E> = () => Promise<Result<Opening<E>, E>>

type Started<A, E> = Promise<Answer<A, E | ConversationNotFound | IdempotencyKeyReused>>

export type StartError = AddresseeError | MemberNotFound | ValidationFailed

/** Starts a conversation from inside, perhaps with something that is said in it at once, in the same transaction. */
export const startConversation =
  (ports: ConversationPorts) =>
  async <E = never>(
    principal: MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal,
    input: StartInput,
    options: CallOptions = {},
    prepareOpening?: PrepareOpening<E>,
  ): Started<StartedConversation, StartError | E> => {
    const permitted = permit(principal, 'conversations:start')
    if (!permitted.ok) return permitted
    const problems = inputProblems(input)
    if (problems.length > 0) return err(validationFailed(...problems))
    const assignee =
      input.assigneeNumber == null
        ? null
        : await ports.memberQueries.findByNumber(principal.organizationId, input.assigneeNumber)
    if (input.assigneeNumber != null && !assignee) return err({ code: 'member/not-found' })
    const team =
      input.teamNumber == null
        ? null
        : await ports.teamQueries.findByNumber(principal.organizationId, input.teamNumber)
    const point = await findContactPoint(ports, principal, { addressee: input, options })
    if (!point.ok) return point
    const opening = prepareOpening ? await prepareOpening() : ok(null)
    if (!opening.ok) return opening
    const command = commandOf<E>(ports, principal, { input, assignee, team, opening: opening.value })
    return ports.conversationStore.start<StartedConversation, E>(
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

const inputProblems = (
  input: Pick<StartInput, 'additionalAttributes' | 'customAttributes'>,
): readonly FieldProblem[] => [
  ...attributesProblems('additionalAttributes', input.additionalAttributes),
  ...attributesProblems('customAttributes', input.customAttributes),
]

/** Starts a conversation from outside, as the contact. */
export const startAsContact =
  (ports: ConversationPorts) =>
  async (
    principal: ContactPointPrincipal,
    input: Pick<StartInput, 'customAttributes'>,
    options: CallOptions = {},
  ): Started<ConversationState, Forbidden | ContactPointNotFound | ValidationFailed> => {
    const permitted = permit(principal, 'conversations:start')
    if (!permitted.ok) return permitted
    const problems = inputProblems(input)
    if (problems.length > 0) return err(validationFailed(...problems))
    const caller = await lookUpCaller(ports, principal)
    if (!caller.ok) return caller
    const command = commandOf<never>(ports, principal, { input, assignee: null, team: null, opening: null })
    const { organizationId, inboxId } = principal
    const started = await ports.conversationStore.start<StartedConversation, never>(
      { organizationId, inboxId, contactPointId: caller.value.point.id },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        decide: (state) => decideStart(state, command),
      },
    )
    return started.ok ? { ...started, value: started.value.state } : started
  }

const commandOf = <E>(
  { ids, clock }: ConversationPorts,
  principal: StartConversation['principal'],
  {
    input,
    assignee,
    team,
    opening,
  }: {
    readonly input: Omit<StartInput, keyof Addressee>
    readonly assignee: Member | null
    readonly team: Team | null
    readonly opening: Opening<E> | null
  },
): StartConversation<E> => ({
  principal,
  id: ids.next(),
  status: input.status ?? 'open',
  snoozedUntil: input.snoozedUntil ?? null,
  additionalAttributes: withSoundReferer(input.additionalAttributes ?? {}),
  customAttributes: input.customAttributes ?? {},
  assignee: assignee && { member: assignee, assignmentId: ids.next() },
  team,
  opening,
  now: clock.now(),
})

/** Where somebody came from is a web address, or nothing. */
const withSoundReferer = (attributes: JsonObject): JsonObject => {
  const { referer } = attributes
  if (referer === undefined || (typeof referer === 'string' && WEB_ADDRESS.test(referer))) return attributes
  return { ...attributes, referer: null }
}

const WEB_ADDRESS = /^https?:\/\/[^\s/?#]+/i

import {
  actorOf,
  type ClientKeyPrincipal,
  type Forbidden,
  permit,
  type ServerKeyPrincipal,
} from '../access/index.ts'
import { ensureRequester, type IdentifiedContact, type RequesterError } from '../contacts/index.ts'
import {
  actorIn,
  type ConversationNotFound,
  type ConversationState,
  decideStart,
  MESSAGE_LENGTH,
  type Opening,
  type StartConversation,
  type StartedConversation,
} from '../conversations/index.ts'
import { supportInbox } from '../inboxes/index.ts'
import {
  type Answer,
  attributesProblems,
  blank,
  type CallOptions,
  err,
  type FieldProblem,
  type JsonObject,
  ok,
  presence,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { decidePost, idsOfPost, MESSAGES_PER_MINUTE, type PostMessageError } from '../messages/index.ts'
import { saying } from './say.ts'
import {
  attributesOf,
  SUBJECT_LENGTH,
  type SupportChannel,
  type SupportPriority,
  TO_PRIORITY,
} from './support-details.ts'
import type { SupportPorts } from './support-ports.ts'

/** Who calls for support: a backend, or a page or app for the person that it names. */
export type SupportPrincipal = ServerKeyPrincipal | ClientKeyPrincipal

export interface SupportRequest {
  readonly subject: string
  /** What is said first; nothing is, when it is null or white space. */
  readonly description: string | null
  readonly requesterEmail: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly priority: SupportPriority
  readonly channel: SupportChannel
  readonly metadata: JsonObject
}

export type OpenError =
  | Forbidden
  | ValidationFailed
  | RequesterError
  | ConversationNotFound
  | PostMessageError

/** Opens a conversation in the support inbox, with what is said first in the same transaction. */
export const openConversation =
  (ports: SupportPorts) =>
  async (
    principal: SupportPrincipal,
    request: SupportRequest,
    options: CallOptions = {},
  ): Promise<Answer<ConversationState, OpenError>> => {
    const permitted = permit(principal, 'conversations:start')
    if (!permitted.ok) return permitted
    const problems = problemsOf(request)
    if (problems.length > 0) return err(validationFailed(...problems))
    const { organizationId } = principal
    const inbox = await supportInbox(ports)(organizationId)
    const requester = await ensureRequester(ports)(
      { organizationId, inboxId: inbox.id, actor: actorOf(principal) },
      { email: presence(request.requesterEmail), firstName: request.firstName, lastName: request.lastName },
      options,
    )
    if (!requester.ok) return requester
    const command = commandOf(ports, principal, { request, requester: requester.value })
    const started = await ports.conversationStore.start<StartedConversation, PostMessageError>(
      { organizationId, inboxId: inbox.id, contactPointId: requester.value.point.id },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        // Each request is a conversation of its own, whatever else the inbox is told to do.
        decide: (state) =>
          decideStart({ ...state, inbox: { ...state.inbox, lockToSingleConversation: false } }, command),
      },
    )
    return started.ok ? { ...started, value: started.value.state } : started
  }

const problemsOf = (request: SupportRequest): readonly FieldProblem[] => [
  ...blank('subject', request.subject),
  ...tooLong('subject', request.subject, SUBJECT_LENGTH),
  ...tooLong('description', request.description, MESSAGE_LENGTH),
  ...attributesProblems('metadata', request.metadata),
]

const commandOf = (
  ports: SupportPorts,
  principal: SupportPrincipal,
  { request, requester }: { readonly request: SupportRequest; readonly requester: IdentifiedContact },
): StartConversation<PostMessageError> => {
  const now = ports.clock.now()
  return {
    principal,
    id: ports.ids.next(),
    status: 'open',
    snoozedUntil: null,
    priority: TO_PRIORITY[request.priority],
    additionalAttributes: attributesOf({ ...request, subject: request.subject.trim() }),
    customAttributes: {},
    assignee: null,
    team: null,
    opening: request.description?.trim()
      ? opening(ports, speakingFor(principal, requester), { text: request.description, now })
      : null,
    now,
  }
}

/** A key that may be public speaks for the person that it names; here that is whoever opens the conversation. */
const speakingFor = (principal: SupportPrincipal, { contact }: IdentifiedContact): SupportPrincipal =>
  principal.type === 'client_key' && contact.email !== null
    ? { ...principal, requesterEmail: contact.email }
    : principal

const opening = (
  { ids, templates, messagesPerMinute: perMinute = MESSAGES_PER_MINUTE }: SupportPorts,
  principal: SupportPrincipal,
  { text, now }: { readonly text: string; readonly now: number },
): Opening<PostMessageError> => {
  const made = idsOfPost(ids)
  return (state) => {
    // Somebody anonymous speaks for itself in the conversation that it opens.
    const { inbox, contactPoint, contact } = state
    const writer =
      contact.email === null
        ? ({
            type: 'contact_point',
            organizationId: principal.organizationId,
            inboxId: inbox.id,
            sourceId: contactPoint.sourceId,
          } as const)
        : principal
    const said = decidePost(state, {
      principal: writer,
      input: saying(text, 'incoming'),
      about: null,
      speaker: null,
      ids: made,
      templates,
      perMinute,
      now,
    })
    return said.ok ? ok(said.value.facts) : said
  }
}

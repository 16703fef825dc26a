import { actorOf, type Forbidden, type Member, type MemberPrincipal, permit } from '../access/index.ts'
import { type Contact, ensureRequester, type RequesterError } from '../contacts/index.ts'
import { actorIn, type ConversationNotFound, type ConversationState } from '../conversations/index.ts'
import {
  type Answer,
  blank,
  type CallOptions,
  type ConversationId,
  err,
  type IdempotencyKeyReused,
  isEmail,
  ok,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import {
  decidePost,
  idsOfPost,
  MESSAGES_PER_MINUTE,
  type PostedMessage,
  type PostMessageError,
} from '../messages/index.ts'
import { findConversation } from './find-conversation.ts'
import type { SupportPrincipal } from './open-conversation.ts'
import { saying } from './say.ts'
import type { SupportPorts } from './support-ports.ts'

export interface SupportMessageInput {
  readonly body: string
  /** Whoever writes. */
  readonly userEmail: string
}

export type SupportPostError =
  | Forbidden
  | ValidationFailed
  | RequesterError
  | ConversationNotFound
  | PostMessageError
  | IdempotencyKeyReused

/**
 * Says something as whoever has the e-mail address: a member of the organization as that member, the requester as the
 * customer, and anybody else as somebody who takes part on the customer's side. A key that may be public speaks for the
 * requester alone.
 */
export const postSupportMessage =
  (ports: SupportPorts) =>
  async (
    principal: SupportPrincipal,
    id: ConversationId,
    input: SupportMessageInput,
    options: CallOptions = {},
  ): Promise<Answer<PostedMessage, SupportPostError>> => {
    const permitted = permit(principal, 'messages:write')
    if (!permitted.ok) return permitted
    const email = input.userEmail.trim().toLowerCase()
    const problems = [
      ...blank('body', input.body),
      ...(isEmail(email)
        ? []
        : [{ field: 'userEmail', problem: 'invalid', expected: 'an e-mail address' } as const]),
    ]
    if (problems.length > 0) return err(validationFailed(...problems))
    const member = await ports.memberQueries.findByEmail(principal.organizationId, email)
    if (member && principal.type === 'client_key') {
      return err({ code: 'access/forbidden', operation: 'messages:write' })
    }
    const reader = principal.type === 'client_key' ? { ...principal, requesterEmail: email } : principal
    const state = await findConversation(ports, reader, id, 'messages:write')
    if (!state.ok) return state
    const writer = member
      ? ok({ as: memberIn(state.value, member), participant: null })
      : await onCustomersSide(ports, reader, { state: state.value, email, options })
    if (!writer.ok) return writer
    return say(ports, id, { text: input.body, writer: writer.value, options })
  }

interface Writer {
  readonly as: MemberPrincipal | SupportPrincipal
  /** Who writes on the customer's side in the requester's place. */
  readonly participant: Contact | null
}

/** The member, who may answer here whatever inboxes it belongs to: the organization's own key says so. */
const memberIn = ({ organization, inbox }: ConversationState, member: Member): MemberPrincipal => ({
  type: 'member',
  organizationId: organization.id,
  member,
  inboxIds: [inbox.id],
  teamIds: [],
})

const onCustomersSide = async (
  ports: SupportPorts,
  principal: SupportPrincipal,
  {
    state,
    email,
    options,
  }: { readonly state: ConversationState; readonly email: string; readonly options: CallOptions },
): Promise<Result<Writer, RequesterError>> => {
  if (state.contact.email?.toLowerCase() === email) return ok({ as: principal, participant: null })
  const { organizationId } = principal
  const found = await ensureRequester(ports)(
    { organizationId, inboxId: state.inbox.id, actor: actorOf(principal) },
    { email },
    options,
  )
  return found.ok ? ok({ as: principal, participant: found.value.contact }) : found
}

const say = (
  { conversationStore, clock, ids, templates, messagesPerMinute }: SupportPorts,
  id: ConversationId,
  {
    text,
    writer,
    options,
  }: { readonly text: string; readonly writer: Writer; readonly options: CallOptions },
): Promise<Answer<PostedMessage, PostMessageError | ConversationNotFound | IdempotencyKeyReused>> => {
  const { as, participant } = writer
  const now = clock.now()
  const made = idsOfPost(ids)
  return conversationStore.change(
    { organizationId: as.organizationId, id },
    {
      at: now,
      idempotency: options.idempotency,
      actor: (state) => actorIn(state, as),
      decide: (state) =>
        decidePost(state, {
          principal: as,
          input: saying(text, as.type === 'member' ? 'outgoing' : 'incoming'),
          about: null,
          speaker: null,
          participant,
          ids: made,
          templates,
          perMinute: messagesPerMinute ?? MESSAGES_PER_MINUTE,
          now,
        }),
    },
  )
}

import type { AgentIdentity, AgentIdentityPrincipal, MemberPrincipal } from '../access/index.ts'
import {
  type ConversationNotFound,
  type ConversationState,
  type Conversations,
  fileAttachment,
  MOST_ATTACHMENTS,
  type Opening,
  type StartError,
  type StartInput,
} from '../conversations/index.ts'
import type { FilesNotKept } from '../files/index.ts'
import {
  type Answer,
  answered,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  ok,
  type Result,
  validationFailed,
} from '../kernel/index.ts'
import { decidePost, idsOfPost, type PostMessageError } from './decide-post.ts'
import { inputProblems, type MessageInput } from './message-input.ts'
import { MESSAGES_PER_MINUTE, type MessagesPorts } from './messages-ports.ts'
import { type Poster, postMessage, speakerOf } from './post-message.ts'
import { type PostInput, tooManyAttachments } from './post-with-files.ts'

export interface StartWithMessagePorts extends MessagesPorts {
  readonly startConversation: Conversations['start']
}

type Starter = MemberPrincipal | AgentIdentityPrincipal
type OpeningError = PostMessageError | FilesNotKept
type Started = Answer<
  ConversationState,
  StartError | OpeningError | ConversationNotFound | IdempotencyKeyReused
>

/** What is to be said, with the files that were kept for it. */
interface Kept {
  readonly input: MessageInput
  readonly discard: () => Promise<void>
}

/**
 * Starts a conversation with a message, in one transaction. Where an inbox is locked to a single conversation and there is
 * one, the message is said in that.
 */
export const startWithMessage =
  (ports: StartWithMessagePorts) =>
  async (
    principal: Starter,
    start: StartInput,
    message: PostInput | null,
    options: CallOptions = {},
  ): Promise<Started> => {
    if (!message) return shown(await ports.startConversation(principal, start, options))
    let kept: Kept | null = null
    const started = await ports.startConversation<OpeningError>(principal, start, options, async () => {
      const ready = await keep(ports, principal, message)
      if (!ready.ok) return ready
      kept = ready.value
      const speaker = await speakerOf(ports, principal, ready.value.input)
      return ok(opening(ports, principal, { input: ready.value.input, speaker }))
    })
    // What the preparation left; the compiler can't see that it ran.
    const ready = kept as Kept | null
    if (!started.ok || (started.replayed && started.value.begun)) await ready?.discard()
    if (!started.ok || started.value.begun || !ready) return shown(started)
    return sayIn(ports, principal, { number: started.value.state.conversation.number, ready, options })
  }

const shown = <E>(started: Answer<{ readonly state: ConversationState }, E>): Answer<ConversationState, E> =>
  started.ok ? { ...started, value: started.value.state } : started

/** Keeps what was sent along: whether the message may be said is asked first, as far as it can be known. */
const keep = async (
  { claimFiles }: StartWithMessagePorts,
  { organizationId }: Starter,
  { files = [], ...said }: PostInput,
): Promise<Result<Kept, OpeningError>> => {
  if (files.length > MOST_ATTACHMENTS) return err(tooManyAttachments())
  if (files.length === 0) {
    const problems = inputProblems(said)
    if (problems.length > 0) return err(validationFailed(...problems))
    return ok({ input: said, discard: async () => undefined })
  }
  const claimed = await claimFiles(organizationId, files)
  if (!claimed.ok) return claimed
  const attachments = claimed.value.files.map(({ file }) => fileAttachment(file))
  return ok({ input: { ...said, attachments }, discard: claimed.value.discard })
}

const opening = (
  { clock, ids, templates, messagesPerMinute: perMinute = MESSAGES_PER_MINUTE }: StartWithMessagePorts,
  principal: Starter,
  { input, speaker }: { readonly input: MessageInput; readonly speaker: AgentIdentity | null },
): Opening<PostMessageError> => {
  const made = idsOfPost(ids)
  const now = clock.now()
  return (state) => {
    const rest = { about: null, speaker, ids: made, templates, perMinute, now }
    const said = decidePost(state, { principal, input, ...rest })
    return said.ok ? ok(said.value.facts) : said
  }
}

const sayIn = async (
  ports: StartWithMessagePorts,
  principal: Poster,
  said: { readonly number: number; readonly ready: Kept; readonly options: CallOptions },
): Promise<Started> => {
  const { number, ready, options } = said
  const key = options.idempotency
  // A key of its own: the answer of the start is under the caller's.
  const ownKey = key && { ...key, scope: `${key.scope} opening` }
  const posted = await postMessage(ports)(principal, number, ready.input, { idempotency: ownKey })
  if (!posted.ok || posted.replayed) await ready.discard()
  if (!posted.ok) return posted
  const state = await ports.conversationQueries.find(principal.organizationId, { number })
  return state ? answered(state, posted.replayed) : err({ code: 'conversation/not-found' })
}

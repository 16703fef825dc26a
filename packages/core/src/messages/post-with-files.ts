import type { Principal } from '../access/index.ts'
import type { ContactQueries } from '../contacts/index.ts'
import {
  type AccessRefusal,
  actAsContactPoint,
  type ConversationQueries,
  fileAttachment,
  MOST_ATTACHMENTS,
  permitOn,
} from '../conversations/index.ts'
import type { FileInput, Files, FilesNotKept } from '../files/index.ts'
import {
  type CallOptions,
  type Err,
  err,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { MessageInput } from './message-input.ts'

/** A message with the files that were sent along with it. */
export interface PostInput extends Omit<MessageInput, 'attachments'> {
  /** At most `MOST_ATTACHMENTS`. */
  readonly files?: readonly FileInput[] | undefined
}

export interface PostWithFilesPorts {
  readonly conversationQueries: ConversationQueries
  readonly contactQueries: ContactQueries
  readonly claimFiles: Files['claim']
}

type Poster = Exclude<Principal, { type: 'system' }>

type Post<Posted> = (
  principal: Poster,
  conversationNumber: number,
  input: MessageInput,
  options?: CallOptions,
) => Promise<Posted>

/**
 * Keeps what was sent along, and then says it. Nothing is kept for a caller who may not write there; and what was kept is
 * removed again when the message was refused, or had been said before.
 */
export const postWithFiles =
  <Posted extends Result<unknown, unknown>>(ports: PostWithFilesPorts, post: Post<Posted>) =>
  async (
    principal: Poster,
    conversationNumber: number,
    { files = [], ...input }: PostInput,
    options?: CallOptions,
  ): Promise<Posted | Err<AccessRefusal | ValidationFailed | FilesNotKept>> => {
    if (files.length === 0) return post(principal, conversationNumber, input, options)
    if (files.length > MOST_ATTACHMENTS) return err(tooManyAttachments())
    const permitted = await mayWrite(ports, principal, { conversationNumber, note: input.private })
    if (!permitted.ok) return permitted
    const claimed = await ports.claimFiles(principal.organizationId, files)
    if (!claimed.ok) return claimed
    const attachments = claimed.value.files.map(({ file }) => fileAttachment(file))
    // Should this throw, nobody knows whether the message was said: its files wait until they expire.
    const posted = await post(principal, conversationNumber, { ...input, attachments }, options)
    if (!posted.ok || ('replayed' in posted && posted.replayed)) await claimed.value.discard()
    return posted
  }

/** What a message with too many attachments is refused with. */
export const tooManyAttachments = (): ValidationFailed =>
  validationFailed({ field: 'attachments', problem: 'too_long', limit: MOST_ATTACHMENTS })

const mayWrite = (
  { conversationQueries, contactQueries }: PostWithFilesPorts,
  principal: Poster,
  { conversationNumber, note }: { readonly conversationNumber: number; readonly note: boolean },
): Promise<Result<null, AccessRefusal>> => {
  const ask = async (as: Poster): Promise<Result<null, AccessRefusal>> => {
    const state = await conversationQueries.find(as.organizationId, { number: conversationNumber })
    if (!state) return err({ code: 'conversation/not-found' })
    return permitOn(state, as, note ? 'messages:note' : 'messages:write')
  }
  return principal.type === 'contact_point'
    ? actAsContactPoint({ contactQueries }, principal, ask)
    : ask(principal)
}

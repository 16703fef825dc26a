import type { AgentIdentity, Principal } from '../access/index.ts'
import { actAsContactPoint, actorIn, type ConversationNotFound } from '../conversations/index.ts'
import type { Answer, CallOptions, IdempotencyKeyReused } from '../kernel/index.ts'
import { decidePost, idsOfPost, type PostedMessage, type PostMessageError } from './decide-post.ts'
import type { MessageInput } from './message-input.ts'
import { MESSAGES_PER_MINUTE, type MessagesPorts } from './messages-ports.ts'
import { referenceIn } from './reply-reference.ts'

/** Whoever can say something. */
export type Poster = Exclude<Principal, { type: 'system' }>

/** Says something in the conversation with this number. */
export const postMessage =
  (ports: MessagesPorts) =>
  async (
    principal: Poster,
    conversationNumber: number,
    input: MessageInput,
    options: CallOptions = {},
  ): Promise<Answer<PostedMessage, PostMessageError | ConversationNotFound | IdempotencyKeyReused>> => {
    const { conversationStore, clock, ids, templates, messagesPerMinute = MESSAGES_PER_MINUTE } = ports
    const now = clock.now()
    const made = idsOfPost(ids)
    const speaker = await speakerOf(ports, principal, input)
    const run = (as: Poster) =>
      conversationStore.change(
        { organizationId: as.organizationId, number: conversationNumber },
        {
          at: now,
          idempotency: options.idempotency,
          about: referenceIn(input.contentAttributes),
          actor: (state) => actorIn(state, as),
          decide: (state, about) =>
            decidePost(state, {
              principal: as,
              input,
              about,
              speaker,
              ids: made,
              templates,
              perMinute: messagesPerMinute,
              now,
            }),
        },
      )
    return principal.type === 'contact_point' ? actAsContactPoint(ports, principal, run) : run(principal)
  }

/** The agent identity in whose name a member says something; null for nobody else's. */
export const speakerOf = async (
  { agentIdentityQueries }: MessagesPorts,
  principal: Poster,
  { speakerNumber }: MessageInput,
): Promise<AgentIdentity | null> => {
  if (speakerNumber == null || principal.type !== 'member') return null
  return agentIdentityQueries.findByNumber(principal.organizationId, speakerNumber)
}

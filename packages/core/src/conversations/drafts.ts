import type { MemberPrincipal } from '../access/index.ts'
import { err, ok, type Result, tooLong, type ValidationFailed, validationFailed } from '../kernel/index.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import type { ConversationState } from './conversation-state.ts'
import { MESSAGE_LENGTH } from './message.ts'

/** Answers that were begun. They are nobody else's business, so no event tells of them. */
export interface Drafts {
  /** The draft of the conversation; null when there is none. */
  readonly draft: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<string | null, AccessRefusal>>
  /** Keeps a draft in the place of the one there was; null removes it. */
  readonly saveDraft: (
    principal: MemberPrincipal,
    number: number,
    content: string | null,
  ) => Promise<Result<null, AccessRefusal | ValidationFailed>>
}

export const createDrafts = (ports: ConversationPorts): Drafts => ({
  draft: async (principal, number) => {
    const found = await reach(ports, principal, { number, operation: 'drafts:read' })
    if (!found.ok) return found
    return ok(await ports.conversationQueries.draft(principal.organizationId, found.value.conversation.id))
  },
  saveDraft: async (principal, number, content) => {
    const problems = tooLong('message', content, MESSAGE_LENGTH)
    if (problems.length > 0) return err(validationFailed(...problems))
    const found = await reach(ports, principal, { number, operation: 'drafts:write' })
    if (!found.ok) return found
    const { id } = found.value.conversation
    const at = ports.clock.now()
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      if (content === null) await tx.drafts.remove(id)
      else await tx.drafts.save(id, content, at)
      return ok(null)
    })
  },
})

const reach = async (
  { conversationQueries }: ConversationPorts,
  principal: MemberPrincipal,
  { number, operation }: { readonly number: number; readonly operation: 'drafts:read' | 'drafts:write' },
): Promise<Result<ConversationState, AccessRefusal>> => {
  const state = await conversationQueries.find(principal.organizationId, { number })
  if (!state) return err({ code: 'conversation/not-found' })
  const permitted = permitOn(state, principal, operation)
  return permitted.ok ? ok(state) : permitted
}

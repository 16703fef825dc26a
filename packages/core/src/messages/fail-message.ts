import type { SystemPrincipal } from '../access/index.ts'
import type { ConversationNotFound, ConversationStore, MessageNotFound } from '../conversations/index.ts'
import { type Clock, err, type MessageId, ok, type Result } from '../kernel/index.ts'

/** Longest reason that is kept, in characters. */
const REASON_LENGTH = 1_000

/**
 * Notes that a reply could not be delivered. Only what was sent out can fail: a contact's own message arrived, and one
 * that was confirmed, deleted or has failed stays as it is.
 */
export const failMessage =
  ({ conversationStore, clock }: { readonly conversationStore: ConversationStore; readonly clock: Clock }) =>
  async (
    principal: SystemPrincipal,
    id: MessageId,
    reason: string,
  ): Promise<Result<null, MessageNotFound | ConversationNotFound>> => {
    const { organizationId } = principal
    const sent = await conversationStore.message(organizationId, id)
    if (!sent) return err({ code: 'message/not-found' })
    const at = clock.now()
    const changed = await conversationStore.change(
      { organizationId, id: sent.message.conversationId },
      {
        at,
        about: { id },
        actor: () => ({ type: 'system' }),
        decide: (_state, about) => {
          const fails =
            about?.message.kind === 'outgoing' && !about.message.private && about.message.status === 'sent'
          const failed = fails
            ? [
                {
                  type: 'message.failed',
                  at,
                  message: about,
                  reason: reason.slice(0, REASON_LENGTH),
                } as const,
              ]
            : []
          return ok({ facts: failed, answer: () => ({}) })
        },
      },
    )
    if (changed.ok) return ok(null)
    // Without a key there is no key to be reused.
    return err({ code: 'conversation/not-found' })
  }

import type { ConversationId } from '@parlance/core'
import { z } from 'zod'
import type { KeyCaller } from './doors.ts'

/** The id of a conversation in a path; anything else is the id of nothing. */
export const conversationId = z
  .uuid()
  .transform((id) => id.toLowerCase() as ConversationId)
  .describe('The id of the conversation')

/** The caller as whoever it names: a client key speaks for the requester of the given address, and for nobody without one. */
export const speakingFor = ({ principal }: KeyCaller, email: string | null): KeyCaller['principal'] =>
  principal.type === 'client_key' && email !== null ? { ...principal, requesterEmail: email } : principal

import { contractOf } from '../kernel/contract.ts'
import { answeringOnce } from './answering-once.promises.ts'
import { assigning } from './assigning.promises.ts'
import { attending } from './attending.promises.ts'
import { changing } from './changing.promises.ts'
import { overlapping } from './overlapping.promises.ts'
import { rewriting } from './rewriting.promises.ts'
import { starting } from './starting.promises.ts'
import { takingTurns } from './taking-turns.promises.ts'

/** What every `ConversationStore` promises. */
export const conversationStoreContract = contractOf('ConversationStore', {
  ...changing,
  ...overlapping,
  ...starting,
  ...answeringOnce,
  ...assigning,
  ...attending,
  ...takingTurns,
  ...rewriting,
})

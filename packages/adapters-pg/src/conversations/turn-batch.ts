import type { ConversationKey, OrganizationId, TurnState } from '@parlance/core'
import type { Connection } from '../kernel/connection.ts'
import type { Conclusion } from '../kernel/in-transaction.ts'
import { takeTurn } from './candidates.ts'
import { changeBatch } from './change-batch.ts'
import type { ChangeCommand, Command } from './command.ts'
import type { Decided } from './decide.ts'
import type { ChangeParts } from './decide-changes.ts'

export type TurnCommand = Command<ConversationKey, TurnState>

/**
 * Carries out changes that choose among the members of an inbox, in the transaction that is open. The inbox is locked
 * before the conversation; nothing locks the two the other way round.
 */
export const turnBatch = async (
  connection: Connection,
  parts: ChangeParts,
  organizationId: OrganizationId,
  commands: readonly TurnCommand[],
): Promise<Conclusion<Decided>> => {
  const inTurn: ChangeCommand[] = []
  for (const command of commands) {
    const candidates = await takeTurn(connection.run, command.key)
    const { change } = command
    inTurn.push({
      ...command,
      change: {
        ...change,
        decide: (state, about) => change.decide({ ...state, candidates }, about),
        actor: (state) => change.actor({ ...state, candidates }),
      },
    })
  }
  return changeBatch(connection, parts, organizationId, inTurn)
}

import type { AgentIdentityChanges } from '@parlance/core'
import { z } from 'zod'
import { integer, text } from '../../kernel/index.ts'

const fields = {
  description: text.describe('What it is there for'),
  outgoing_url: text.describe('An http or https address; empty for nowhere'),
  bot_type: z.literal('webhook').nullish().describe('How it is reached'),
}

export const createAgentBotSchema = z
  .object({ name: text.describe('Required'), ...fields })
  .meta({ id: 'CreateAgentBot', description: 'A bot to add' })

export const updateAgentBotSchema = z
  .object({ name: text, ...fields })
  .meta({ id: 'UpdateAgentBot', description: 'What is to change of a bot' })

/** What the engine is asked for. */
export const toAgentIdentityChanges = (
  input: z.output<typeof updateAgentBotSchema>,
): AgentIdentityChanges => ({
  name: input.name ?? undefined,
  description: input.description,
  outgoingUrl: input.outgoing_url,
})

export const setAgentBotSchema = z
  .object({ agent_bot: integer.describe('The id of the bot; null for none') })
  .meta({ id: 'SetAgentBot', description: 'The bot that is to answer first' })

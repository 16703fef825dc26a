import type { AgentIdentity, ToldAgentIdentity } from '@parlance/core'
import { z } from 'zod'

const slim = {
  id: z.int(),
  name: z.string(),
  description: z.string().nullable().describe('What it is there for'),
  thumbnail: z.string(),
  outgoing_url: z.string().nullable().describe('Where it is told of what happens; null for nowhere'),
  bot_type: z.literal('webhook').describe('How it is reached'),
}

export const agentBotSlimSchema = z
  .object(slim)
  .meta({ id: 'AgentBotSlim', description: 'Software that answers, as conversations show it' })

export type AgentBotSlim = z.output<typeof agentBotSlimSchema>

/** An agent identity as conversations show it. */
export const presentAgentBotSlim = (identity: AgentIdentity): AgentBotSlim => ({
  id: identity.number,
  name: identity.name,
  description: identity.description,
  thumbnail: '',
  outgoing_url: identity.outgoingUrl,
  bot_type: 'webhook',
})

export const agentBotSchema = z
  .object({
    ...slim,
    bot_config: z.record(z.string(), z.unknown()).describe('Always empty'),
    account_id: z.int(),
    system_bot: z.boolean().describe('Always false: every bot belongs to an account'),
    secret: z.string().optional().describe('Signs what is posted to `outgoing_url`; for administrators only'),
    access_token: z
      .string()
      .optional()
      .describe('What the bot calls this API with. Told once, when it is made'),
  })
  .meta({ id: 'AgentBot', description: 'Software that answers' })

export type AgentBot = z.output<typeof agentBotSchema>

export const agentBotListSchema = z.array(agentBotSchema)

/** An agent identity, to members. */
export const presentAgentBot = (identity: AgentIdentity, accountNumber: number): AgentBot => ({
  ...presentAgentBotSlim(identity),
  bot_config: {},
  account_id: accountNumber,
  system_bot: false,
})

/** The same with what is secret, as far as the caller may be told. */
export const presentToldAgentBot = (told: ToldAgentIdentity, accountNumber: number): AgentBot => ({
  ...presentAgentBot(told.agentIdentity, accountNumber),
  ...(told.signingSecret !== null && { secret: told.signingSecret }),
  ...(told.accessToken !== null && { access_token: told.accessToken }),
})

export const inboxAgentBotSchema = z
  .object({
    agent_bot: agentBotSchema.partial().describe('The bot; an empty object when there is none'),
  })
  .meta({ id: 'InboxAgentBot', description: 'The bot that answers first in an inbox' })

/** The agent identity that answers first in an inbox. */
export const presentInboxAgentBot = (
  identity: AgentIdentity | null,
  accountNumber: number,
): z.output<typeof inboxAgentBotSchema> => ({
  agent_bot: identity ? presentAgentBot(identity, accountNumber) : {},
})

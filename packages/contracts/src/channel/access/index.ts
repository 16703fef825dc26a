export type { Agent, AgentRole, CreatedAgent } from './agent.ts'
export {
  agentListSchema,
  agentPayloadSchema,
  agentRoleSchema,
  agentSchema,
  createdAgentSchema,
  presentAgent,
  presentAgents,
  presentCreatedAgent,
  presentRole,
} from './agent.ts'
export type { AgentBot, AgentBotSlim } from './agent-bot.ts'
export {
  agentBotListSchema,
  agentBotSchema,
  agentBotSlimSchema,
  inboxAgentBotSchema,
  presentAgentBot,
  presentAgentBotSlim,
  presentInboxAgentBot,
  presentToldAgentBot,
} from './agent-bot.ts'
export {
  createAgentBotSchema,
  setAgentBotSchema,
  toAgentIdentityChanges,
  updateAgentBotSchema,
} from './agent-bot-input.ts'
export type { CreateAgent } from './agent-input.ts'
export {
  createAgentSchema,
  inviteAgentsSchema,
  toMemberChanges,
  toMemberInput,
  updateAgentSchema,
} from './agent-input.ts'
export type { Profile } from './profile.ts'
export { presentProfile, profileSchema } from './profile.ts'
export {
  setActiveAccountSchema,
  setAutoOfflineSchema,
  setAvailabilitySchema,
  toProfileChanges,
  updateProfileSchema,
} from './profile-input.ts'

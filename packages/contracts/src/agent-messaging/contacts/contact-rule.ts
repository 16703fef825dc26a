import { type ContactRule, type ContactRuleId, RULE_ACTIONS } from '@parlance/core'
import { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import { handleParamsSchema } from '../access/index.ts'
import { isoSchema, ofIdentity, pageFields } from '../kernel/index.ts'

const action = z.enum(RULE_ACTIONS).describe('What happens to whom it names')
const matchType = z.literal('exact_number').describe('How it names somebody: by the whole number')

export const imessageContactRuleSchema = z
  .object({
    id: z.uuid().describe('The id of the rule'),
    agent_identity_id: z.uuid().describe('The identity that it is for'),
    action,
    match_type: matchType,
    match_target: z.string().describe('The phone number, in E.164'),
    status: z.enum(['active', 'paused']).describe('A paused rule says nothing, and its number stays taken'),
    created_at: isoSchema.describe('When it was made'),
    updated_at: isoSchema.describe('When it was last changed'),
  })
  .meta({ id: 'ImessageContactRule', description: 'Whether somebody may talk with an identity' })

export const imessageContactRuleListSchema = z.array(imessageContactRuleSchema)

export const presentImessageContactRule = (
  rule: ContactRule,
): z.output<typeof imessageContactRuleSchema> => ({
  id: rule.id,
  agent_identity_id: rule.agentIdentityId,
  action: rule.action,
  match_type: 'exact_number',
  match_target: rule.number,
  status: rule.status,
  created_at: isoMillis(rule.createdAt),
  updated_at: isoMillis(rule.updatedAt),
})

export const listImessageContactRulesSchema = z.object({
  action: action.optional().describe('Only those that do this'),
  match_type: matchType.optional().describe('Only those that name somebody like this'),
  ...pageFields,
})

export const listAllImessageContactRulesSchema = listImessageContactRulesSchema.extend(ofIdentity)

export const createImessageContactRuleSchema = z
  .object({
    action,
    match_type: matchType.optional(),
    match_target: z.string().max(64).describe('The phone number, in E.164'),
  })
  .meta({ id: 'CreateImessageContactRule', description: 'A rule to be made' })

export const updateImessageContactRuleSchema = z
  .object({ action: action.optional() })
  .meta({ id: 'UpdateImessageContactRule', description: 'What is to change of a rule' })

export const imessageContactRuleParamsSchema = handleParamsSchema.extend({
  rule_id: z
    .guid()
    .transform((id) => id.toLowerCase() as ContactRuleId)
    .describe('The id of the rule'),
})

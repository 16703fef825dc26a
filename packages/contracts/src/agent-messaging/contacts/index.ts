export {
  createImessageContactRuleSchema,
  imessageContactRuleListSchema,
  imessageContactRuleParamsSchema,
  imessageContactRuleSchema,
  listAllImessageContactRulesSchema,
  listImessageContactRulesSchema,
  presentImessageContactRule,
  updateImessageContactRuleSchema,
} from './contact-rule.ts'

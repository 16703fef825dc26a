export { contactRuleRoutes } from './contact-rule-routes.ts'

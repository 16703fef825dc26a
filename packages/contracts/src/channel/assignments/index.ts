export { assignConversationSchema, assigneeSchema, presentAssignee, presentLeftTo } from './assignment.ts'

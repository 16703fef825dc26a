export { assignConversationSchema, assigneeSchema, presentAssignee } from './assignment.ts'

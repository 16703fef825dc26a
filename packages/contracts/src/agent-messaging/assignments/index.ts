export {
  imessageAssignmentListSchema,
  imessageAssignmentParamsSchema,
  imessageAssignmentSchema,
  listImessageAssignmentsSchema,
  presentImessageAssignment,
} from './assignment.ts'
export { triageNumberQuerySchema, triageNumberSchema } from './triage-number.ts'

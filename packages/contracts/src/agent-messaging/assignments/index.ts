export {
  imessageAssignmentListSchema,
  imessageAssignmentSchema,
  listImessageAssignmentsSchema,
  presentImessageAssignment,
} from './assignment.ts'
export { triageNumberQuerySchema, triageNumberSchema } from './triage-number.ts'

export {
  imessageAssignmentListSchema,
  imessageAssignmentSchema,
  listImessageAssignmentsSchema,
  presentImessageAssignment,
} from './assignment.ts'

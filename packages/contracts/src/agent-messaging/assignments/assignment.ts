import type { ActiveConnection, AssignmentId, OrganizationId } from '@parlance/core'
import { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import { isoSchema, ofIdentity, pageFields, presentOrganizationId } from '../kernel/index.ts'

export const imessageAssignmentSchema = z
  .object({
    id: z.uuid().describe('The id of the connection: `assignment_id` of its conversation'),
    remote_number: z.string().describe("The human's phone number, in E.164"),
    agent_identity_id: z.uuid().describe('The identity that the human is connected to'),
    organization_id: z.string().describe('The organization that it belongs to'),
    status: z.enum(['active', 'released']).describe('Always `active`: others are not listed'),
    released_at: isoSchema.nullable().describe('When it ended; null while it is active'),
    created_at: isoSchema.describe('When the human connected'),
    updated_at: isoSchema.describe('When it last changed'),
  })
  .meta({ id: 'ImessageAssignment', description: 'A human who is connected to an identity' })

export const imessageAssignmentListSchema = z.array(imessageAssignmentSchema)

export const listImessageAssignmentsSchema = z.object({ ...ofIdentity, ...pageFields })

export const imessageAssignmentParamsSchema = z.object({
  assignment_id: z
    .guid()
    .transform((id) => id.toLowerCase() as AssignmentId)
    .describe('The id of the connection'),
})

/** A connection. The line that carries it is nobody's to know. */
export const presentImessageAssignment = (
  { assignment, remoteNumber }: ActiveConnection,
  organizationId: OrganizationId,
): z.output<typeof imessageAssignmentSchema> => ({
  id: assignment.id,
  remote_number: remoteNumber,
  agent_identity_id: assignment.holder.id,
  organization_id: presentOrganizationId(organizationId),
  status: assignment.status,
  released_at: null,
  created_at: isoMillis(assignment.assignedAt),
  updated_at: isoMillis(assignment.assignedAt),
})

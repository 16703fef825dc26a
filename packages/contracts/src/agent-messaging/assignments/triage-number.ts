import { z } from 'zod'
import { identityId } from '../kernel/index.ts'

export const triageNumberSchema = z
  .object({
    number: z.string().describe('The number of the router, in E.164'),
    connect_command: z.string().describe('What people text to it'),
  })
  .meta({ id: 'TriageNumber', description: 'How people connect' })

export const triageNumberQuerySchema = z.object({
  agent_identity_id: identityId.optional().describe('The identity that the command is to name'),
})

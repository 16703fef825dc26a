import { z } from 'zod'

const issueSchema = z
  .object({
    loc: z
      .array(z.string())
      .describe('The part of the request, and the names that lead to what is wrong in it'),
    msg: z.string().describe('What is wrong, in words'),
    type: z.string().describe('What kind of mistake it is'),
  })
  .meta({ id: 'AgentMessagingIssue', description: 'What is wrong with one part of a request' })

const reasonSchema = z
  .looseObject({
    error: z.string().describe('What is wrong, in a word for programs'),
    message: z.string().describe('What is wrong, in words for people'),
  })
  .meta({
    id: 'AgentMessagingReason',
    description:
      'Why a request was refused, with what a program needs to know of it beside the two members here',
  })

export const agentMessagingErrorSchema = z
  .object({ detail: z.string().describe('What is wrong') })
  .meta({ id: 'AgentMessagingError', description: 'Why a request was refused' })

export const agentMessagingRefusalSchema = z
  .object({ detail: z.union([z.string(), reasonSchema]).describe('What is wrong') })
  .meta({ id: 'AgentMessagingRefusal', description: 'Why a request was refused' })

export const agentMessagingValidationErrorSchema = z
  .object({ detail: z.union([z.array(issueSchema), z.string(), reasonSchema]).describe('What is wrong') })
  .meta({ id: 'AgentMessagingValidationError', description: 'What is wrong with what was sent' })

/** What a program is told of a refusal, and people read. */
export type AgentMessagingReason = z.output<typeof reasonSchema>

/** What is wrong with one part of a request. */
export type AgentMessagingIssue = z.output<typeof issueSchema>

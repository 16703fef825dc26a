import { z } from 'zod'

/** What is wrong with one part of what was sent. */
export const problemFieldSchema = z
  .object({
    path: z.string().describe('The names that lead to it, with dots between them'),
    message: z.string().describe('What is wrong with it'),
  })
  .meta({ id: 'ProblemField', description: 'What is wrong with one part of what was sent' })

/** A problem document of RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().describe('A URI that names the kind of problem; nothing is to be found there'),
    title: z.string().describe('The kind of problem, in words'),
    status: z.int().describe('The status of the answer'),
    detail: z.string().describe('What is wrong this time'),
    code: z.string().describe('Names the kind of problem: what software should look at'),
    errors: z
      .array(problemFieldSchema)
      .optional()
      .describe('What is wrong with each part of what was sent, where that is the problem'),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused' })

export type WireProblem = z.output<typeof problemSchema>

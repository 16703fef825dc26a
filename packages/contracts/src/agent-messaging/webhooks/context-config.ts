import { z } from 'zod'

const byCount = z.strictObject({
  mode: z.literal('count').describe('By how many'),
  count: z.int().min(1).max(50).describe('How many of the last ones'),
})

const byWindow = z.strictObject({
  mode: z.literal('window').describe('By how long ago'),
  hours: z.int().min(1).max(168).describe('Those of so many hours'),
})

const choice = z.discriminatedUnion('mode', [byCount, byWindow])

const shown = choice.nullable()

export const contextConfigSchema = z
  .object({
    email: shown.describe('What was written by e-mail; null for nothing'),
    texts: shown.describe('What was said in messages; null for nothing'),
    calls: shown.describe('What was said on the telephone; null for nothing'),
  })
  .meta({ id: 'WebhookContextConfig', description: 'What happened before, to be told with an event' })

export type ContextConfig = z.output<typeof contextConfigSchema>

const asked = choice.nullish()

/** What may be sent of it. */
export const contextConfigInputSchema = z.strictObject({
  email: asked.describe('What was written by e-mail; null for nothing'),
  texts: asked.describe('What was said in messages; null for nothing'),
  calls: asked.describe('What was said on the telephone; null for nothing'),
})

import { z } from 'zod'
import { isoSchema } from '../kernel/index.ts'
import { imessageReactionSchema, imessageWebhookMessageSchema } from '../messages/index.ts'

const contactSchema = z
  .object({
    id: z.uuid().describe('The id of the contact'),
    name: z.string().nullable().describe('What it is called; null when nobody knows'),
    memories: z.array(z.string()).describe('What is remembered of it: nothing yet'),
  })
  .meta({ id: 'ImessageWebhookContact', description: 'Somebody who talks with an identity' })

const identitySchema = z
  .object({
    id: z.uuid().describe('The id of the identity'),
    agent_handle: z.string().describe('Its handle'),
    display_name: z.string().nullable().describe('What it is called; null when its handle is all'),
  })
  .meta({ id: 'ImessageWebhookIdentity', description: 'An identity that is talked with' })

/** The body of an event, with what it tells of. */
const bodyOf = <M extends z.ZodType, R extends z.ZodType>(
  name: string,
  description: string,
  told: { readonly message: M; readonly reaction: R },
) =>
  z
    .object({
      id: z.string().describe('The id of the event: the same whenever it is told'),
      event_type: z.literal(name).describe('What happened'),
      timestamp: isoSchema.describe('When it happened'),
      data: z
        .object({
          message: told.message.describe('The message that it is about'),
          reaction: told.reaction.describe('The tapback that it is about'),
          contacts: z.array(contactSchema).describe('Who talks with the identity'),
          agent_identities: z.array(identitySchema).describe('Who is talked with'),
        })
        .describe('What it is about'),
    })
    .meta({ id: `Told_${name.replace('.', '_')}`, description })

const aboutMessage = { message: imessageWebhookMessageSchema, reaction: z.null() }

/** The body of every event that identities are told of, by its name: what OpenAPI documents as webhooks. */
export const IMESSAGE_WEBHOOK_SCHEMAS = {
  'imessage.received': bodyOf('imessage.received', 'Somebody wrote', aboutMessage),
  'imessage.reaction_received': bodyOf('imessage.reaction_received', 'Somebody tapped a message', {
    message: z.null(),
    reaction: imessageReactionSchema,
  }),
  'imessage.sent': bodyOf('imessage.sent', 'What the identity said is on its way', aboutMessage),
  'imessage.delivered': bodyOf('imessage.delivered', 'What the identity said has arrived', aboutMessage),
  'imessage.delivery_failed': bodyOf(
    'imessage.delivery_failed',
    'What the identity said will not arrive, and why',
    aboutMessage,
  ),
}

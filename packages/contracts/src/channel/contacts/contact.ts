import type { Contact, ContactPointInInbox, ContactView } from '@parlance/core'
import { z } from 'zod'
import {
  CHANNEL_TYPES,
  freeObjectSchema,
  thumbnailUrl,
  unixSeconds,
  unixSecondsSchema,
} from '../push/index.ts'

export const contactInboxSchema = z
  .object({
    source_id: z.string(),
    inbox: z.object({
      id: z.int(),
      avatar_url: z.string(),
      channel_id: z.int(),
      name: z.string(),
      channel_type: z.enum(Object.values(CHANNEL_TYPES)),
      provider: z.null().describe('Of another type of channel: always null'),
    }),
  })
  .meta({ id: 'ContactInbox', description: "A contact's address in an inbox" })

const contactFields = z.object({
  additional_attributes: freeObjectSchema,
  availability_status: z.enum(['online', 'offline']),
  email: z.string().nullable(),
  id: z.int(),
  name: z.string(),
  phone_number: z.string().nullable(),
  blocked: z.boolean(),
  identifier: z.string().nullable(),
  thumbnail: z.string(),
  custom_attributes: freeObjectSchema,
  last_activity_at: unixSecondsSchema
    .optional()
    .describe(
      'Unix time in seconds, noted every 10 seconds while the contact writes; absent while it has not written',
    ),
  created_at: unixSecondsSchema,
})

export const contactSchema = contactFields.meta({ id: 'Contact', description: 'A contact' })

export const contactWithInboxesSchema = contactFields
  .extend({
    contact_inboxes: z
      .array(contactInboxSchema)
      .optional()
      .describe('Absent from lists that were asked not to tell it'),
  })
  .meta({ id: 'ContactWithInboxes', description: 'A contact with its addresses' })

export type ContactModel = z.output<typeof contactSchema>
export type ContactWithInboxes = z.output<typeof contactWithInboxesSchema>

/** A contact, without its addresses. */
export const presentContact = (contact: Contact, online = false): ContactModel => ({
  additional_attributes: contact.additionalAttributes,
  availability_status: online ? 'online' : 'offline',
  email: contact.email,
  id: contact.number,
  name: contact.name,
  phone_number: contact.phoneNumber,
  blocked: contact.blocked,
  identifier: contact.identifier,
  thumbnail: thumbnailUrl(contact.avatar),
  custom_attributes: contact.customAttributes,
  ...(contact.lastActivityAt !== null && { last_activity_at: unixSeconds(contact.lastActivityAt) }),
  created_at: unixSeconds(contact.createdAt),
})

/** An address, with the inbox that it is in. */
export const presentContactInbox = ({
  point,
  inbox,
}: Pick<ContactPointInInbox, 'inbox'> & {
  readonly point: Pick<ContactPointInInbox['point'], 'sourceId'>
}): z.output<typeof contactInboxSchema> => ({
  source_id: point.sourceId,
  inbox: {
    id: inbox.number,
    avatar_url: '',
    channel_id: inbox.channelNumber,
    name: inbox.name,
    channel_type: CHANNEL_TYPES.api,
    provider: null,
  },
})

/** A contact with its addresses. */
export const presentContactWithInboxes = ({ contact, points, online }: ContactView): ContactWithInboxes => ({
  ...presentContact(contact, online),
  contact_inboxes: points.map(presentContactInbox),
})

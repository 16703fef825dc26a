import type { Contact, OrganizationRef } from '@parlance/core'
import { z } from 'zod'
import { freeObjectSchema, thumbnailUrl } from '../push/index.ts'
import { presentWebhookAccount, webhookAccountSchema } from './account.ts'
import { type ChangePresenters, changedAttributesSchema, plain } from './changed-attributes.ts'

export const webhookContactSchema = z
  .object({
    account: webhookAccountSchema.nullable(),
    additional_attributes: freeObjectSchema,
    avatar: z.string(),
    custom_attributes: freeObjectSchema,
    email: z.string().nullable(),
    id: z.int(),
    identifier: z.string().nullable(),
    name: z.string(),
    phone_number: z.string().nullable(),
    thumbnail: z.string(),
    blocked: z.boolean(),
  })
  .meta({ id: 'WebhookContact', description: 'A contact as it was just after the event' })

export type WebhookContact = z.infer<typeof webhookContactSchema>

export const contactCreatedBodySchema = webhookContactSchema
  .extend({ event: z.literal('contact_created') })
  .meta({ id: 'ContactCreatedWebhook', description: 'A contact was created' })

export const contactUpdatedBodySchema = webhookContactSchema
  .extend({ event: z.literal('contact_updated'), changed_attributes: changedAttributesSchema })
  .meta({ id: 'ContactUpdatedWebhook', description: 'A contact was changed' })

/** A contact as webhook bodies carry it: the whole body of its own events, and the sender of its messages. */
export const presentWebhookContact = (
  contact: Contact,
  organization: OrganizationRef | null,
): WebhookContact => ({
  account: organization && presentWebhookAccount(organization),
  additional_attributes: contact.additionalAttributes,
  avatar: thumbnailUrl(contact.avatar),
  custom_attributes: contact.customAttributes,
  email: contact.email,
  id: contact.number,
  identifier: contact.identifier,
  name: contact.name,
  phone_number: contact.phoneNumber,
  thumbnail: thumbnailUrl(contact.avatar),
  blocked: contact.blocked,
})

/** How the change list of a contact reads. */
export const CONTACT_CHANGES: ChangePresenters = {
  name: plain('name'),
  middleName: plain('middle_name'),
  lastName: plain('last_name'),
  email: plain('email'),
  phoneNumber: plain('phone_number'),
  identifier: plain('identifier'),
  blocked: plain('blocked'),
  additionalAttributes: plain('additional_attributes'),
  customAttributes: plain('custom_attributes'),
  type: plain('contact_type'),
  tags: plain('label_list'),
}

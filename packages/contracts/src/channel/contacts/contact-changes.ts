import { z } from 'zod'
import { flag, requiredInteger, requiredText, requiredTexts, text } from '../../kernel/index.ts'
import { contactInboxSchema } from './contact.ts'

export const contactLabelsSchema = z
  .object({ payload: z.array(z.string()) })
  .meta({ id: 'ContactLabels', description: 'The tags of a contact' })

export const setContactLabelsSchema = z
  .object({ labels: requiredTexts.describe('All the tags that the contact is to have') })
  .meta({ id: 'SetContactLabels', description: 'The tags that a contact is to have' })

export const destroyContactAttributesSchema = z
  .object({ custom_attributes: requiredTexts.describe('The names of those to remove') })
  .meta({ id: 'DestroyContactAttributes', description: 'Custom attributes to remove' })

export const mergeContactsSchema = z
  .object({
    base_contact_id: requiredInteger.describe('The contact that stays'),
    mergee_contact_id: requiredInteger.describe('The contact that becomes a part of it'),
  })
  .meta({ id: 'MergeContacts', description: 'Two contacts that are to be one' })

export const createContactInboxSchema = z
  .object({
    inbox_id: requiredInteger,
    source_id: text.describe('The address; made up when it is left out'),
    hmac_verified: flag.describe(
      'Whether the caller vouches for who the contact is; false when it is left out',
    ),
  })
  .meta({ id: 'CreateContactInbox', description: 'An address to give to a contact' })

export const filterContactInboxesSchema = z
  .object({ inbox_id: requiredInteger, source_id: requiredText })
  .meta({ id: 'FilterContactInboxes', description: 'The address of somebody' })

export const contactableInboxesSchema = z
  .object({ payload: z.array(contactInboxSchema) })
  .meta({ id: 'ContactableInboxes', description: 'Where a contact can be written to, and at which address' })

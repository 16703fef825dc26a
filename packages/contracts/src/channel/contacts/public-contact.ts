import {
  CONTACT_TYPES,
  type Contact,
  type IdentifiedContact,
  type IdentityClaim,
  type Introduction,
  type JsonObject,
} from '@parlance/core'
import { z } from 'zod'
import { freeObject, text } from '../../kernel/index.ts'
import { freeObjectSchema, isoMillis, isoMillisOrNull, isoMillisSchema } from '../push/index.ts'

export const publicContactSchema = z
  .object({
    source_id: z.string(),
    pubsub_token: z.string(),
    id: z.int(),
    name: z.string(),
    email: z.string().nullable(),
    phone_number: z.string().nullable(),
  })
  .meta({ id: 'PublicContact', description: 'A contact, as it sees itself' })

/** A contact, as it sees itself through one of its addresses. */
export const presentPublicContact = ({
  contact,
  point,
}: IdentifiedContact): z.output<typeof publicContactSchema> => ({
  source_id: point.sourceId,
  pubsub_token: point.pubsubToken,
  id: contact.number,
  name: contact.name,
  email: contact.email,
  phone_number: contact.phoneNumber,
})

const claim = {
  identifier: text.describe("What the app's backend knows the contact by"),
  identifier_hash: text.describe('Hex HMAC-SHA256 of the identifier, under the `hmac_token` of the inbox'),
}

const said = {
  avatar_url: text.describe('Where a picture is; it is fetched soon'),
  name: text,
  email: text,
  phone_number: text.describe('E.164: a plus sign and up to fifteen digits'),
  custom_attributes: freeObject,
}

export const identityClaimSchema = z.object(claim)

export const introduceContactSchema = z
  .object({ ...claim, ...said, source_id: text.describe('Made up when it is left out') })
  .meta({ id: 'IntroduceContact', description: 'Who somebody says to be' })

export const updatePublicContactSchema = z
  .object({ ...claim, ...said })
  .meta({ id: 'UpdatePublicContact', description: 'What a contact says about itself' })

/** What is to be proven. */
export const toIdentityClaim = (input: z.output<typeof identityClaimSchema>): IdentityClaim => ({
  identifier: input.identifier,
  identifierHash: input.identifier_hash,
})

/** What the engine is asked for. */
export const toIntroduction = (input: z.output<typeof introduceContactSchema>): Introduction => ({
  ...toIntroductionChanges(input),
  identifier: input.identifier,
  sourceId: input.source_id || null,
})

/** What the engine is asked for. */
export const toIntroductionChanges = (
  input: z.output<typeof updatePublicContactSchema>,
): Omit<Introduction, 'sourceId'> => ({
  name: input.name,
  email: input.email,
  phoneNumber: input.phone_number,
  customAttributes: input.custom_attributes ?? undefined,
})

export const contactRowSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    email: z.string().nullable(),
    phone_number: z.string().nullable(),
    account_id: z.int(),
    identifier: z.string().nullable(),
    additional_attributes: freeObjectSchema,
    custom_attributes: freeObjectSchema,
    blocked: z.boolean(),
    contact_type: z.enum(CONTACT_TYPES),
    country_code: z.string().nullable(),
    last_name: z.string(),
    middle_name: z.string(),
    location: z.string().nullable(),
    company_id: z.int().nullable(),
    last_activity_at: isoMillisSchema.nullable(),
    created_at: isoMillisSchema,
    updated_at: isoMillisSchema,
    label_list: z.array(z.string()),
  })
  .meta({ id: 'ContactRow', description: 'A contact as its own conversations show it, with ISO dates' })

/** A contact as its own conversations show it. */
export const presentContactRow = (
  contact: Contact,
  accountNumber: number,
): z.output<typeof contactRowSchema> => ({
  id: contact.number,
  name: contact.name,
  email: contact.email,
  phone_number: contact.phoneNumber,
  account_id: accountNumber,
  identifier: contact.identifier,
  additional_attributes: contact.additionalAttributes,
  custom_attributes: contact.customAttributes,
  blocked: contact.blocked,
  contact_type: contact.type,
  country_code: textIn(contact.additionalAttributes, 'country_code', 'country'),
  last_name: contact.lastName,
  middle_name: contact.middleName,
  location: textIn(contact.additionalAttributes, 'city'),
  company_id: null,
  last_activity_at: isoMillisOrNull(contact.lastActivityAt),
  created_at: isoMillis(contact.createdAt),
  updated_at: isoMillis(contact.updatedAt),
  label_list: [...contact.tags],
})

/** The first of these attributes that is a text with something in it. */
const textIn = (attributes: JsonObject, ...names: readonly string[]): string | null => {
  const texts = names.map((name) => attributes[name]).filter((value) => typeof value === 'string')
  return texts.find((value) => value !== '') ?? null
}

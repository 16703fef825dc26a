import { CONTACT_TYPES, type ContactChanges, type ContactInput, type InboxId } from '@parlance/core'
import { z } from 'zod'
import { flag, freeObject, integer, sentPicture, text } from '../../kernel/index.ts'

const details = {
  avatar: sentPicture,
  avatar_url: text.describe('Where a picture is; it is fetched soon, where `avatar` is left out'),
  name: text,
  middle_name: text,
  last_name: text,
  email: text,
  phone_number: text.describe('E.164: a plus sign and up to fifteen digits'),
  identifier: text,
  blocked: flag,
  contact_type: z.enum(CONTACT_TYPES).nullish(),
  additional_attributes: freeObject.describe('Laid on what is there, one level deep'),
  custom_attributes: freeObject.describe('Laid on what is there, one level deep'),
}

export const createContactSchema = z
  .object({
    ...details,
    inbox_id: integer.describe('The inbox to give the contact an address in'),
    source_id: text.describe('The address; made up when it is left out'),
  })
  .meta({ id: 'CreateContact', description: 'A contact to add' })

export const updateContactSchema = z
  .object(details)
  .meta({ id: 'UpdateContact', description: 'What is to change of a contact' })

type Details = z.output<typeof updateContactSchema>

/** What the engine is asked for. */
export const toContactChanges = (input: Details): ContactChanges => ({
  name: input.name,
  middleName: input.middle_name,
  lastName: input.last_name,
  email: input.email,
  phoneNumber: input.phone_number,
  identifier: input.identifier,
  blocked: input.blocked ?? undefined,
  type: input.contact_type ?? undefined,
  additionalAttributes: input.additional_attributes ?? undefined,
  customAttributes: input.custom_attributes ?? undefined,
})

/** What the engine is asked for; `inboxId` is that of the inbox that was asked for and found. */
export const toContactInput = (
  input: z.output<typeof createContactSchema>,
  inboxId: InboxId | null,
): ContactInput => ({
  ...toContactChanges(input),
  point: inboxId === null ? undefined : { inboxId, sourceId: input.source_id || null },
})

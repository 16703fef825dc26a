import type { ProfileChanges } from '@parlance/core'
import { z } from 'zod'
import { flag, freeObject, integer, sentPicture, text } from '../../kernel/index.ts'
import { availabilitySchema } from '../push/index.ts'

export const updateProfileSchema = z
  .object({
    name: text,
    email: text,
    display_name: text.describe('What contacts see instead of the name; empty for the name'),
    message_signature: text.describe('What ends the messages of the member; empty for nothing'),
    phone_number: text.describe('Kept with the custom attributes'),
    ui_settings: freeObject,
    avatar: sentPicture,
    current_password: text.describe('Needed for another password'),
    password: text.describe('8–128 characters'),
    password_confirmation: text.describe('The same password again'),
  })
  .meta({ id: 'UpdateProfile', description: 'What is to change of the member who calls' })

/** What the engine is asked for. An empty password is none. */
export const toProfileChanges = (input: z.output<typeof updateProfileSchema>): ProfileChanges => ({
  name: input.name ?? undefined,
  email: input.email ?? undefined,
  displayName: input.display_name,
  messageSignature: input.message_signature,
  phoneNumber: input.phone_number,
  uiSettings: input.ui_settings ?? undefined,
  password: input.password || undefined,
  passwordConfirmation: input.password_confirmation ?? undefined,
  currentPassword: input.current_password ?? undefined,
})

const account = integer.describe('The account; the only one there is when it is left out')

export const setAvailabilitySchema = z
  .object({ account_id: account, availability: availabilitySchema })
  .meta({ id: 'SetAvailability', description: 'Whether the member who calls takes work' })

export const setAutoOfflineSchema = z.object({ account_id: account, auto_offline: flag }).meta({
  id: 'SetAutoOffline',
  description: 'Whether the member who calls counts as online only while connected',
})

export const setActiveAccountSchema = z
  .object({ account_id: account })
  .meta({ id: 'SetActiveAccount', description: 'The account that the member who calls works in' })

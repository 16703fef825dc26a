import type { Contact, ContactConditions, ContactKey, JsonObject } from '../../src/index.ts'
import { customPasses, type Held, passes } from '../kernel/passing.ts'

const noted = (attributes: JsonObject, key: string): Held => {
  const value = attributes[key]
  return value === undefined || typeof value === 'object' ? null : value
}

const HELD: Readonly<Record<ContactKey, (contact: Contact) => Held>> = {
  name: ({ name }) => name,
  phone_number: ({ phoneNumber }) => phoneNumber,
  email: ({ email }) => email,
  identifier: ({ identifier }) => identifier,
  country_code: ({ additionalAttributes }) => noted(additionalAttributes, 'country_code'),
  city: ({ additionalAttributes }) => noted(additionalAttributes, 'city'),
  company_name: ({ additionalAttributes }) => noted(additionalAttributes, 'company_name'),
  labels: ({ tags }) => tags,
  created_at: ({ createdAt }) => createdAt,
  last_activity_at: ({ lastActivityAt }) => lastActivityAt,
  blocked: ({ blocked }) => blocked,
}

/** Whether a contact passes; it has no custom attributes of conversations. */
export const contactPasses = (conditions: ContactConditions, contact: Contact): boolean =>
  conditions.some((group) =>
    group.every(({ attribute, test }) => {
      if ('own' in attribute) return passes(test, HELD[attribute.own](contact))
      const of = attribute.of === 'contact' ? contact.customAttributes : {}
      return customPasses(test, of[attribute.custom])
    }),
  )

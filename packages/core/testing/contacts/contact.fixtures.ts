import type { Contact, ContactPoint, NewContact, NewContactPoint } from '../../src/index.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

/** A contact with a name and nothing else that it could be recognised by. */
export const aContact = (overrides: Partial<Contact> = {}): Contact => ({
  id: fixtureId(31),
  organizationId: fixtureId(1),
  number: 1,
  name: 'Grace',
  middleName: '',
  lastName: '',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  additionalAttributes: {},
  customAttributes: {},
  type: 'visitor',
  tags: [],
  lastActivityAt: null,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

export const aNewContact = (overrides: Partial<NewContact> = {}): NewContact => {
  const { number: _number, ...contact } = aContact()
  return { ...contact, ...overrides }
}

export const aContactPoint = (overrides: Partial<ContactPoint> = {}): ContactPoint => ({
  id: fixtureId(41),
  organizationId: fixtureId(1),
  number: 1,
  inboxId: fixtureId(21),
  contactId: fixtureId(31),
  sourceId: 'source-1',
  hmacVerified: false,
  pubsubToken: 'pubsub-token',
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

export const aNewContactPoint = (overrides: Partial<NewContactPoint> = {}): NewContactPoint => {
  const { number: _number, ...point } = aContactPoint()
  return { ...point, ...overrides }
}

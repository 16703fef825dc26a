import type { Message, SentMessage } from '../../src/index.ts'
import { aContact } from '../contacts/contact.fixtures.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

/** A text from the contact. */
export const aMessage = (overrides: Partial<Message> = {}): Message => ({
  id: fixtureId(71),
  number: 1,
  conversationId: fixtureId(51),
  inboxId: fixtureId(21),
  seq: 2,
  kind: 'incoming',
  private: false,
  content: 'Hello',
  contentType: 'text',
  contentAttributes: {},
  additionalAttributes: {},
  status: 'sent',
  sender: { type: 'contact', id: fixtureId(31) },
  sourceId: null,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

/** `aMessage` with the contact who sent it. */
export const aSentMessage = (
  overrides: Partial<Message> = {},
  sender: SentMessage['sender'] = { type: 'contact', contact: aContact() },
): SentMessage => ({ message: aMessage(overrides), sender })

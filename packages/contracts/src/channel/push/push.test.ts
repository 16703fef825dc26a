import { describe, expect, it } from '@jest/globals'
import { refOfAgentIdentity } from '@parlance/core'
import {
  aContact,
  aConversation,
  aConversationState,
  aMember,
  anAgentIdentity,
  aSentMessage,
} from '@parlance/core/testing'
import {
  isoMillis,
  isoMillisOrNull,
  messageKindOfNumber,
  presentContactPush,
  presentMember,
  presentPushMessage,
  presentSender,
  pushMessageSchema,
  senderPushSchema,
  unixFloat,
  unixSeconds,
  unixSecondsOrZero,
} from './index.ts'

/** 2025-06-16T15:41:16.770Z */
const AT = 1_750_088_476_770

describe('times', () => {
  it.each([
    { form: 'seconds', told: unixSeconds(AT), expected: 1_750_088_476 },
    { form: 'seconds or zero', told: unixSecondsOrZero(AT), expected: 1_750_088_476 },
    { form: 'seconds or zero, for never', told: unixSecondsOrZero(null), expected: 0 },
    { form: 'float seconds', told: unixFloat(AT), expected: 1_750_088_476.77 },
    { form: 'ISO', told: isoMillis(AT), expected: '2025-06-16T15:41:16.770Z' },
    {
      form: 'ISO, on a full second',
      told: isoMillis(1_750_088_476_000),
      expected: '2025-06-16T15:41:16.000Z',
    },
    { form: 'ISO, for never', told: isoMillisOrNull(null), expected: null },
  ])('as $form', ({ told, expected }) => {
    expect(told).toBe(expected)
  })
})

describe('kinds of messages', () => {
  it.each([
    { number: 0, kind: 'incoming' },
    { number: 1, kind: 'outgoing' },
    { number: 2, kind: 'activity' },
    { number: 3, kind: 'template' },
    { number: 4, kind: null },
    { number: -1, kind: null },
    { number: 0.5, kind: null },
  ])('$number is $kind', ({ number, kind }) => {
    expect(messageKindOfNumber(number)).toBe(kind)
  })
})

describe('a sender', () => {
  const ada = aMember({ number: 7, name: 'Ada Lovelace', displayName: 'Ada', availability: 'busy' })

  it('that is a member has no e-mail address', () => {
    expect(presentSender({ type: 'member', member: ada })).toEqual({
      id: 7,
      name: 'Ada Lovelace',
      available_name: 'Ada',
      avatar_url: '',
      type: 'user',
      availability_status: 'busy',
      thumbnail: '',
    })
  })

  it('without a display name is available under its name', () => {
    expect(presentMember({ ...ada, displayName: null }).available_name).toBe('Ada Lovelace')
  })

  it('that is a contact has all of its attributes', () => {
    const contact = aContact({
      number: 3,
      name: 'Grace',
      email: 'grace@example.test',
      phoneNumber: '+15550000100',
      identifier: 'g-1',
      blocked: true,
      additionalAttributes: { city: 'Oslo' },
      customAttributes: { plan: 'pro' },
    })
    expect(presentContactPush(contact)).toEqual({
      additional_attributes: { city: 'Oslo' },
      custom_attributes: { plan: 'pro' },
      email: 'grace@example.test',
      id: 3,
      identifier: 'g-1',
      name: 'Grace',
      phone_number: '+15550000100',
      thumbnail: '',
      blocked: true,
      type: 'contact',
    })
  })

  it('that is an agent identity is a bot', () => {
    const sender = presentSender({ type: 'agent_identity', ...refOfAgentIdentity(anAgentIdentity()) })
    expect(sender).toEqual({ id: 5, name: 'Helper', avatar_url: '', type: 'agent_bot' })
    expect(senderPushSchema.parse(sender)).toEqual(sender)
  })
})

describe('a message inside a conversation', () => {
  const contact = aContact({ number: 3 })
  const state = aConversationState({
    organization: { ...aConversationState().organization, number: 9 },
    inbox: { ...aConversationState().inbox, number: 4 },
    contact,
    conversation: aConversation({ number: 12, unreadCount: 25, lastActivityAt: AT }),
    assignee: aMember({ number: 7 }),
  })
  const incoming = aSentMessage(
    {
      number: 77,
      content: 'Hello',
      contentAttributes: { in_reply_to: 5 },
      sourceId: 'wa:1',
      createdAt: AT,
      updatedAt: AT + 1,
    },
    { type: 'contact', contact },
  )

  it('from the contact', () => {
    const message = presentPushMessage(incoming, state)
    expect(message).toEqual({
      id: 77,
      content: 'Hello',
      account_id: 9,
      inbox_id: 4,
      conversation_id: 12,
      message_type: 0,
      created_at: 1_750_088_476,
      updated_at: '2025-06-16T15:41:16.771Z',
      private: false,
      status: 'sent',
      source_id: 'wa:1',
      content_type: 'text',
      content_attributes: { in_reply_to: 5 },
      sender_type: 'Contact',
      sender_id: 3,
      external_source_ids: {},
      additional_attributes: {},
      processed_message_content: 'Hello',
      sentiment: {},
      conversation: {
        assignee_id: 7,
        unread_count: 10,
        last_activity_at: 1_750_088_476,
        contact_inbox: { source_id: 'source-1' },
      },
      sender: presentContactPush(contact),
    })
    expect(pushMessageSchema.parse(message)).toEqual(message)
  })

  it('from a member', () => {
    const note = aSentMessage(
      { kind: 'outgoing', private: true },
      { type: 'member', member: aMember({ number: 7 }) },
    )
    expect(presentPushMessage(note, state)).toMatchObject({
      message_type: 1,
      private: true,
      sender_type: 'User',
      sender_id: 7,
      sender: { type: 'user', id: 7 },
    })
  })

  it('from nobody has no sender', () => {
    const activity = presentPushMessage(aSentMessage({ kind: 'activity', content: null }, null), {
      ...state,
      assignee: null,
    })
    expect(activity).toMatchObject({
      content: null,
      processed_message_content: null,
      message_type: 2,
      sender_type: null,
      sender_id: null,
      conversation: { assignee_id: null },
    })
    expect(activity).not.toHaveProperty('sender')
    expect(activity).not.toHaveProperty('attachments')
  })
})

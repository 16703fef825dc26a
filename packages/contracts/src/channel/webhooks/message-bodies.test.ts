import { describe, expect, it } from '@jest/globals'
import { type ConversationFact, refOfAgentIdentity } from '@parlance/core'
import { anAgentIdentity, aSentMessage, fixtureId } from '@parlance/core/testing'
import { completeSurveyUrls } from '../messages/index.ts'
import { presentPushMessage } from '../push/index.ts'
import { webhookBodies } from './index.ts'
import {
  AT,
  ada,
  conversation,
  grace,
  ISO,
  named,
  names,
  record,
  recorded,
  reply,
  SECONDS,
  tell,
  webhookContact,
} from './told.fixtures.ts'

describe('message_created', () => {
  it('tells a message of the contact, field by field', () => {
    const [event] = record([recorded({ content: 'Hello', sourceId: 'wa:1' })])
    const message = event?.data.message
    if (!event || !message) throw new Error('Nothing was recorded')
    const { state: after } = event.data
    expect(webhookBodies(event)[0]).toEqual({
      name: 'message_created',
      body: {
        account: { id: 9, name: 'Acme' },
        additional_attributes: {},
        content_attributes: {},
        content_type: 'text',
        content: 'Hello',
        conversation: {
          ...conversation,
          meta: { ...conversation.meta },
          messages: [presentPushMessage(message, after)],
          unread_count: 1,
          waiting_since: SECONDS,
        },
        created_at: ISO,
        id: 78,
        inbox: { id: 4, name: 'Website' },
        message_type: 'incoming',
        private: false,
        sender: webhookContact,
        source_id: 'wa:1',
        status: 'sent',
        updated_at: ISO,
        seq: 5,
        event: 'message_created',
      },
    })
  })

  it('carries exactly its own message, though others follow', () => {
    const bodies = tell([recorded({ content: 'one' }), recorded({ content: 'two', private: true }), reply])
    const told = bodies.filter(({ name }) => name === 'message_created').map(({ body }) => body)
    expect(told).toMatchObject([
      { content: 'one', seq: 5, conversation: { seq: 5, messages: [{ content: 'one' }] } },
      { content: 'two', seq: 6, private: true, conversation: { seq: 6, messages: [{ content: 'two' }] } },
      { content: 'Hi', seq: 7, conversation: { seq: 7, messages: [{ content: 'Hi' }] } },
    ])
  })

  it.each([
    {
      from: 'a member',
      sender: { type: 'member', member: ada } as const,
      told: { id: 7, name: 'Ada', email: 'ada@acme.test', type: 'user' },
    },
    {
      from: 'an agent identity',
      sender: { type: 'agent_identity', ...refOfAgentIdentity(anAgentIdentity()) } as const,
      told: { id: 5, name: 'Helper', type: 'agent_bot' },
    },
    { from: 'the contact', sender: { type: 'contact', contact: grace } as const, told: webhookContact },
    { from: 'nobody', sender: null, told: null },
  ])('tells the sender: $from', ({ sender, told }) => {
    const body = named('message_created', [recorded({ kind: 'template' }, sender)])
    expect(body).toMatchObject({ message_type: 'template' })
    expect(body).toHaveProperty('sender', told)
  })

  it.each([
    { content: 'a\\\nb', told: 'a\nb' },
    { content: 'a\n\n', told: 'a' },
    { content: 'a\nb', told: 'a\nb' },
    { content: null, told: null },
  ])('tells the content $content as $told', ({ content, told }) => {
    expect(named('message_created', [recorded({ content })])).toHaveProperty('content', told)
  })

  it('is not told of an activity', () => {
    expect(names([recorded({ kind: 'activity' }, null)])).toEqual([])
  })

  it('does not name attachments or changes', () => {
    const body = named('message_created', [reply])
    expect(body).not.toHaveProperty('attachments')
    expect(body).not.toHaveProperty('changed_attributes')
    expect(body).not.toHaveProperty('echo_id')
  })
})

describe('message_updated', () => {
  it('tells that a message failed, and why', () => {
    const sent = aSentMessage({ kind: 'outgoing', number: 5, createdAt: AT }, { type: 'member', member: ada })
    const failed: ConversationFact = {
      type: 'message.failed',
      at: AT + 1_000,
      message: sent,
      reason: '500 Internal Server Error',
    }
    expect(tell([failed])).toEqual([
      {
        name: 'message_updated',
        body: expect.objectContaining({
          event: 'message_updated',
          id: 5,
          status: 'failed',
          created_at: ISO,
          updated_at: '2025-06-16T15:41:17.770Z',
          content_attributes: { external_error: '500 Internal Server Error' },
          changed_attributes: [
            { status: { previous_value: 'sent', current_value: 'failed' } },
            {
              content_attributes: {
                previous_value: {},
                current_value: { external_error: '500 Internal Server Error' },
              },
            },
          ],
        }),
      },
    ])
  })
})

describe('what becomes of a message', () => {
  const later = AT + 1_000
  const sent = aSentMessage(
    {
      kind: 'outgoing',
      content: 'Hi',
      number: 5,
      status: 'failed',
      contentAttributes: { external_error: 'x' },
    },
    { type: 'member', member: ada },
  )

  it('is told with what it was and what it is', () => {
    const fact: ConversationFact = {
      type: 'message.status-changed',
      at: later,
      message: sent,
      status: 'delivered',
      externalError: null,
    }
    expect(tell([fact])).toEqual([
      {
        name: 'message_updated',
        body: expect.objectContaining({
          id: 5,
          status: 'delivered',
          changed_attributes: [
            { status: { previous_value: 'failed', current_value: 'delivered' } },
            { content_attributes: { previous_value: { external_error: 'x' }, current_value: {} } },
          ],
        }),
      },
    ])
  })

  it('is told without what was said, once it is deleted', () => {
    const [told] = tell([{ type: 'message.deleted', at: later, message: sent }])
    expect(told).toMatchObject({
      name: 'message_updated',
      body: { content: 'This message was deleted', content_attributes: { deleted: true } },
    })
  })

  it('is told anew to the receiver of its inbox, when it goes out again', () => {
    expect(tell([{ type: 'message.resent', at: later, message: sent }])).toMatchObject([
      { name: 'message_updated', body: { id: 5, status: 'sent' } },
      { name: 'message_created', body: { id: 5, content: 'Hi', status: 'sent' }, ownInboxOnly: true },
    ])
  })

  it('is told with what the contact filled in', () => {
    const values = [{ name: 'email', value: 'a@b.test' }]
    const form = { ...sent, message: { ...sent.message, contentAttributes: {} } }
    expect(
      tell([{ type: 'message.submitted', at: later, message: form, values, response: null }]),
    ).toMatchObject([{ name: 'message_updated', body: { content_attributes: { submitted_values: values } } }])
  })
})

describe('a survey', () => {
  it('is told with the address of its page, which whoever sends it completes', () => {
    const body = named('message_created', [
      recorded({ kind: 'template', contentType: 'input_csat', content: 'How was it?' }, null),
    ])
    const text = completeSurveyUrls(JSON.stringify(body), 'https://chat.acme.test')
    expect(JSON.parse(text)).toMatchObject({
      content: `How was it? https://chat.acme.test/survey/responses/${fixtureId(51)}`,
    })
  })
})

import { describe, expect, it } from '@jest/globals'
import type { ConversationFact, RecordedEvent } from '@parlance/core'
import { aSentMessage, fixtureId } from '@parlance/core/testing'
import { z } from 'zod'
import { WEBHOOK_BODY_SCHEMAS, webhookBodies } from './index.ts'
import {
  AT,
  ada,
  grace,
  made,
  record,
  recorded,
  reply,
  state,
  tell,
  typing,
  webhookContact,
} from './told.fixtures.ts'

const event = (type: string, data: object): RecordedEvent => ({
  id: fixtureId(82),
  type,
  organizationId: state.organization.id,
  aggregate: { type: 'contact', id: grace.id },
  seq: null,
  occurredAt: AT,
  actor: { type: 'system' },
  data,
})

describe('events of contacts and inboxes', () => {
  const organization = state.organization
  const inbox = { ...state.inbox, secret: 'channel-secret', hmacToken: 'hmac-token' }
  const webhookInbox = {
    account: { id: 9, name: 'Acme' },
    id: 4,
    name: 'Website',
    channel_id: 1,
    channel_type: 'Channel::Api',
    enable_auto_assignment: true,
    lock_to_single_conversation: false,
    agent_reply_time_window: null,
  }

  it('tells a new contact', () => {
    expect(webhookBodies(event('contact.created', { contact: grace, organization, changes: {} }))).toEqual([
      { name: 'contact_created', body: { ...webhookContact, event: 'contact_created' } },
    ])
  })

  it('tells new tags, and nothing of mergers and deletions', () => {
    const changes = {
      type: { previous: 'visitor', current: 'lead' },
      tags: { previous: [], current: ['vip'] },
    }
    expect(webhookBodies(event('contact.updated', { contact: grace, organization, changes }))).toMatchObject([
      {
        body: {
          changed_attributes: [
            { contact_type: { previous_value: 'visitor', current_value: 'lead' } },
            { label_list: { previous_value: [], current_value: ['vip'] } },
          ],
        },
      },
    ])
    for (const type of ['contact.merged', 'contact.deleted', 'contact.note-added']) {
      expect(webhookBodies(event(type, { contact: grace, organization, changes: {} }))).toEqual([])
    }
  })

  it('tells what changed of a contact', () => {
    const changes = {
      phoneNumber: { previous: null, current: '+15550000100' },
      somethingInternal: { previous: 1, current: 2 },
    }
    expect(webhookBodies(event('contact.updated', { contact: grace, organization, changes }))).toEqual([
      {
        name: 'contact_updated',
        body: {
          ...webhookContact,
          event: 'contact_updated',
          changed_attributes: [{ phone_number: { previous_value: null, current_value: '+15550000100' } }],
        },
      },
    ])
  })

  it('tells a new inbox, without its secrets', () => {
    expect(webhookBodies(event('inbox.created', { inbox, organization, changes: {} }))).toEqual([
      { name: 'inbox_created', body: { ...webhookInbox, event: 'inbox_created' } },
    ])
  })

  it('tells what changed of an inbox, without its secrets', () => {
    const changes = {
      name: { previous: 'Shop', current: 'Website' },
      secret: { previous: 'a', current: 'b' },
    }
    expect(webhookBodies(event('inbox.updated', { inbox, organization, changes }))).toEqual([
      {
        name: 'inbox_updated',
        body: {
          ...webhookInbox,
          event: 'inbox_updated',
          changed_attributes: [{ name: { previous_value: 'Shop', current_value: 'Website' } }],
        },
      },
    ])
  })

  it('tells nothing of events that receivers do not know', () => {
    expect(webhookBodies(event('member.created', {}))).toEqual([])
    expect(webhookBodies(event('toString', {}))).toEqual([])
  })
})

describe('the schemas', () => {
  const resolved: ConversationFact = {
    type: 'conversation.status-changed',
    at: AT,
    to: 'resolved',
    snoozedUntil: null,
  }
  const failed: ConversationFact = { type: 'message.failed', at: AT, message: aSentMessage(), reason: '500' }
  const { organization, inbox } = state
  const told = [
    ...tell([
      recorded({}),
      reply,
      recorded({ kind: 'template' }, null),
      made,
      resolved,
      { ...resolved, to: 'open' },
      failed,
    ]),
    ...tell([
      typing(true, { type: 'member', member: ada }),
      typing(false, { type: 'contact', contact: grace }),
    ]),
    ...record([made]).flatMap((made) => webhookBodies({ ...made, type: 'conversation.started' })),
    ...['contact.created', 'contact.updated'].flatMap((type) =>
      webhookBodies(event(type, { contact: grace, organization, changes: {} })),
    ),
    ...['inbox.created', 'inbox.updated'].flatMap((type) =>
      webhookBodies(event(type, { inbox, organization, changes: {} })),
    ),
  ]

  it('are as many as there are bodies', () => {
    expect(new Set(told.map(({ name }) => name))).toEqual(new Set(Object.keys(WEBHOOK_BODY_SCHEMAS)))
  })

  it.each(told)('describe $name completely', ({ name, body }) => {
    const schema = (WEBHOOK_BODY_SCHEMAS as Partial<Record<string, z.ZodType>>)[name]
    // Parsing drops what the schema does not name, so being equal means that nothing is unnamed.
    expect(schema?.parse(body)).toEqual(body)
  })

  it.each(Object.entries(WEBHOOK_BODY_SCHEMAS))('of %s can be documented', (name, schema) => {
    const id = schema.meta()?.id ?? ''
    const definition = z.toJSONSchema(schema, { target: 'draft-2020-12' }).$defs?.[id]
    expect(definition).toMatchObject({ description: expect.any(String), type: 'object' })
    expect(definition?.properties?.['event']).toMatchObject({ const: name })
  })
})

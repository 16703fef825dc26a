import { describe, expect, it } from '@jest/globals'
import {
  aConversationState,
  aMember,
  aSentMessage,
  asPrincipal,
  fixtureId,
  START,
} from '../../testing/index.ts'
import type { ConversationState, Message, MessageStatus } from '../conversations/index.ts'
import {
  type ChangeMessageStatus,
  decideDeletion,
  decideMessageStatus,
  decideRetry,
} from './decide-message-change.ts'

const NOW = START + 60_000
const agent = asPrincipal(aMember(), [fixtureId(21)])
const stranger = asPrincipal(aMember(), [])

const reply = (overrides: Partial<Message> = {}) => aSentMessage({ kind: 'outgoing', ...overrides })

const factsOf = (decided: ReturnType<typeof decideRetry>) => {
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

const status = (message: Partial<Message>, change: Partial<ChangeMessageStatus>) =>
  decideMessageStatus(aConversationState(), {
    principal: agent,
    about: reply(message),
    status: null,
    externalError: null,
    now: NOW,
    ...change,
  })

const statusFacts = (...args: Parameters<typeof status>) => {
  const decided = status(...args)
  if (!decided.ok) throw new Error(decided.error.code)
  return decided.value.facts
}

describe('what became of a message', () => {
  it.each<[MessageStatus, MessageStatus]>([
    ['sent', 'delivered'],
    ['sent', 'read'],
    ['delivered', 'read'],
    ['failed', 'delivered'],
    ['read', 'sent'],
  ])('goes from %s to %s', (from, to) => {
    expect(statusFacts({ status: from }, { status: to })).toMatchObject([
      { type: 'message.status-changed', at: NOW, status: to, externalError: null },
    ])
  })

  it('does not go back from read to delivered, nor to what it is', () => {
    expect(statusFacts({ status: 'read' }, { status: 'delivered' })).toEqual([])
    expect(statusFacts({ status: 'delivered' }, { status: 'delivered' })).toEqual([])
  })

  it('is not changed by a word that is no status', () => {
    expect(statusFacts({}, { status: null, externalError: 'x' })).toEqual([])
  })

  it('has an error only when it failed', () => {
    expect(statusFacts({}, { status: 'failed', externalError: 'No signal' })).toMatchObject([
      { status: 'failed', externalError: 'No signal' },
    ])
    expect(statusFacts({}, { status: 'read', externalError: 'No signal' })).toMatchObject([
      { status: 'read', externalError: null },
    ])
    const failed = { status: 'failed', contentAttributes: { external_error: 'Old' } } as const
    expect(statusFacts(failed, { status: 'failed', externalError: 'New' })).toHaveLength(1)
    expect(statusFacts(failed, { status: 'failed', externalError: 'Old' })).toEqual([])
  })

  it('is not told by somebody who does not see the inbox, of no message, and on no other channel', () => {
    expect(status({}, { principal: stranger, status: 'read' })).toMatchObject({
      error: { code: 'access/forbidden' },
    })
    expect(status({}, { about: null, status: 'read' })).toMatchObject({
      error: { code: 'message/not-found' },
    })
    const state = aConversationState()
    const elsewhere = {
      ...state,
      inbox: { ...state.inbox, channelType: 'imessage' },
    } as unknown as ConversationState
    const command = {
      principal: agent,
      about: reply(),
      status: 'read',
      externalError: null,
      now: NOW,
    } as const
    expect(decideMessageStatus(elsewhere, command)).toMatchObject({
      error: { code: 'message/status-not-taken' },
    })
  })
})

describe('deleting a message', () => {
  const remove = (message: Partial<Message>, more: object = {}) =>
    decideDeletion(aConversationState(), { principal: agent, about: reply(message), now: NOW, ...more })

  it('takes back what was said', () => {
    expect(factsOf(remove({}))).toMatchObject([{ type: 'message.deleted', at: NOW }])
  })

  it('does nothing the second time', () => {
    expect(factsOf(remove({ contentAttributes: { deleted: true } }))).toEqual([])
  })

  it('is not for everybody', () => {
    expect(remove({}, { principal: stranger })).toMatchObject({ error: { code: 'access/forbidden' } })
    expect(remove({}, { about: null })).toMatchObject({ error: { code: 'message/not-found' } })
  })
})

describe('sending a message again', () => {
  const retry = (message: Partial<Message>) =>
    decideRetry(aConversationState(), { principal: agent, about: reply(message), now: NOW })

  it('is for one that failed', () => {
    expect(factsOf(retry({ status: 'failed' }))).toMatchObject([{ type: 'message.resent', at: NOW }])
    expect(factsOf(retry({ status: 'sent' }))).toEqual([])
    expect(factsOf(retry({ status: 'read' }))).toEqual([])
  })
})

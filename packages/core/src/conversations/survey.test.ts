import { describe, expect, it } from '@jest/globals'
import {
  aContact,
  aConversation,
  aConversationState,
  anInbox,
  fixtureId,
  START,
} from '../../testing/index.ts'
import { type InboxSettings, policyOf } from '../inboxes/index.ts'
import { HOUR } from '../kernel/index.ts'
import type { ConversationState } from './conversation-state.ts'
import { surveyFacts } from './survey.ts'

const NOW = START + HOUR

const facts = (settings: Partial<InboxSettings>, more: Partial<ConversationState> = {}) =>
  surveyFacts(
    aConversationState({ inbox: policyOf({ ...anInbox(), csatSurveyEnabled: true, ...settings }), ...more }),
    { id: fixtureId(901), now: NOW },
  )

const tagged = (...tags: string[]) => ({ conversation: aConversation({ tags }) })
const rule = (operator: string, ...values: string[]) => ({
  csatConfig: { survey_rules: { operator, values } },
})

describe('asking how satisfied a contact is', () => {
  it('is a message of the inbox itself', () => {
    expect(facts({})).toMatchObject([
      {
        type: 'message.recorded',
        message: {
          id: fixtureId(901),
          kind: 'template',
          content: 'Please rate this conversation',
          contentType: 'input_csat',
          contentAttributes: { display_type: 'emoji' },
          sender: null,
        },
      },
    ])
  })

  it('has the words and the looks that were set', () => {
    expect(facts({ csatConfig: { message: 'How was it?', display_type: 'star' } })).toMatchObject([
      { message: { content: 'How was it?', contentAttributes: { display_type: 'star' } } },
    ])
  })

  it.each<[string, Partial<InboxSettings>, Partial<ConversationState>]>([
    ['it is switched off', { csatSurveyEnabled: false }, {}],
    ['it was done', {}, { conversation: aConversation({ surveyedAt: START }) }],
    ['the contact is blocked', {}, { contact: aContact({ blocked: true }) }],
  ])('is not done when %s', (_why, settings, more) => {
    expect(facts(settings, more)).toEqual([])
  })

  it('is done only while an answer can reach the contact', () => {
    const inbox = {
      ...policyOf({ ...anInbox(), csatSurveyEnabled: true }),
      replyTimeWindow: 1,
    }
    expect(facts({}, { inbox, contact: aContact({ lastActivityAt: NOW - HOUR }) })).toEqual([])
    expect(facts({}, { inbox, contact: aContact({ lastActivityAt: NOW - HOUR + 1 }) })).toHaveLength(1)
  })

  it('may depend on the tags of the conversation', () => {
    expect(facts(rule('contains', 'vip', 'gold'), tagged('gold'))).toHaveLength(1)
    expect(facts(rule('contains', 'vip'), tagged('gold'))).toEqual([])
    expect(facts(rule('does_not_contain', 'spam'), tagged('gold'))).toHaveLength(1)
    expect(facts(rule('does_not_contain', 'spam'), tagged('spam'))).toEqual([])
    expect(facts(rule('contains'), tagged())).toHaveLength(1)
    expect(facts(rule('resembles', 'vip'), tagged())).toHaveLength(1)
  })
})

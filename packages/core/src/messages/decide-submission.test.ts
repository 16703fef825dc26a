import { describe, expect, it } from '@jest/globals'
import { aConversationState, aMember, aSentMessage, fixtureId, START } from '../../testing/index.ts'
import type { ContactPointPrincipal } from '../access/index.ts'
import type { Message } from '../conversations/index.ts'
import { DAY } from '../kernel/index.ts'
import { decideSubmission, type Submission, type Submit } from './decide-submission.ts'

const NOW = START + 60_000
const contactPoint: ContactPointPrincipal = {
  type: 'contact_point',
  organizationId: fixtureId(1),
  inboxId: fixtureId(21),
  sourceId: 'source-1',
}

const rated: Submission = { type: 'rating', rating: 4, feedback: ' Fine ' }
const survey = { kind: 'template', contentType: 'input_csat', createdAt: START } as const

const submit = (message: Partial<Message>, submission: Submission, more: Partial<Submit> = {}) =>
  decideSubmission(aConversationState({ assignee: aMember() }), {
    principal: contactPoint,
    about: aSentMessage(message, null),
    submission,
    now: NOW,
    ...more,
  })

describe('answering a message', () => {
  it('keeps the fields that were filled in', () => {
    const values = [{ name: 'email', title: 'E-mail', value: 'grace@example.test' }, { value: 7 }]
    expect(submit({ kind: 'outgoing', contentType: 'form' }, { type: 'values', values })).toMatchObject({
      value: { facts: [{ type: 'message.submitted', at: NOW, values, response: null }] },
    })
  })

  it('to a survey is how satisfied the contact is', () => {
    expect(submit(survey, rated)).toMatchObject({
      value: {
        facts: [
          {
            values: { csat_survey_response: { rating: 4, feedback_message: ' Fine ' } },
            response: {
              conversationId: fixtureId(51),
              messageId: fixtureId(71),
              rating: 4,
              feedback: 'Fine',
              memberId: aMember().id,
              at: NOW,
            },
          },
        ],
      },
    })
  })

  it('to a survey is taken for 14 days', () => {
    expect(submit(survey, rated, { now: START + 14 * DAY }).ok).toBe(true)
    expect(submit(survey, rated, { now: START + 14 * DAY + 1 })).toMatchObject({
      error: { code: 'survey/closed' },
    })
    const form = { kind: 'outgoing', contentType: 'form', createdAt: START } as const
    expect(submit(form, { type: 'values', values: [] }, { now: START + 99 * DAY }).ok).toBe(true)
  })

  it.each([[null], [0], [6], [2.5]])('refuses the rating %j', (rating) => {
    expect(submit(survey, { type: 'rating', rating, feedback: null })).toMatchObject({
      error: { code: 'validation/failed', problems: [{ field: 'rating' }] },
    })
  })

  it('refuses more words than it may have', () => {
    const feedback = 'x'.repeat(20_001)
    expect(submit(survey, { type: 'rating', rating: 1, feedback })).toMatchObject({
      error: { code: 'validation/failed', problems: [{ field: 'feedbackMessage', problem: 'too_long' }] },
    })
  })

  it.each<[string, Partial<Message> | null]>([
    ['a note', { kind: 'outgoing', private: true }],
    ['an activity', { kind: 'activity' }],
    ['nothing', null],
  ])('is not possible to %s', (_what, message) => {
    const about = message && aSentMessage(message, null)
    expect(submit({}, rated, { about })).toMatchObject({ error: { code: 'message/not-found' } })
  })

  it('is for the contact of the conversation', () => {
    const principal = { ...contactPoint, sourceId: 'source-2' }
    expect(submit(survey, rated, { principal })).toMatchObject({ error: { code: 'conversation/not-found' } })
  })
})

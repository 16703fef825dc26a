import {
  type AskedCondition,
  CONVERSATION_LANGUAGE,
  type Conversation,
  DAY,
  type JsonValue,
  NO_FILTER,
} from '../../src/index.ts'
import { condition, read } from '../kernel/asking.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { START } from '../kernel/stopped-clock.ts'
import { addContact, addInbox, seedOrganization } from '../seed.ts'
import { give, listed, someMember, startAll } from './listing.ts'

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const SECOND_ONE: Partial<Conversation> = {
  status: 'resolved',
  priority: 'high',
  tags: ['VIP', 'billing'],
  additionalAttributes: { browser_language: 'EN', referer: 'https://shop.test/cart', mail_subject: 'Help!' },
  customAttributes: { order: 'A-17', amount: 250, urgent: true, due: '2026-01-31' },
  createdAt: START + 2 * DAY,
  lastActivityAt: START + 3 * DAY,
}

const THIRD_ONE: Partial<Conversation> = {
  status: 'pending',
  priority: 'low',
  tags: ['vip'],
  additionalAttributes: { conversation_language: 'de' },
  customAttributes: { order: 'b-18', amount: '90' },
  createdAt: START + 4 * DAY,
  lastActivityAt: START + 4 * DAY,
}

/**
 * Number 1 is plain and held by nobody; 2 is held by the owner, 3 by an agent; 4 is in another inbox, with another contact,
 * held by software.
 */
const four = async (given: Given) => {
  const seeded = await seedOrganization(given, { contact: { customAttributes: { plan: 'gold' } } })
  const inbox = await addInbox(given, seeded.organization.id)
  const { contact, contactPoint } = await addContact(given, inbox, { customAttributes: { plan: 'free' } })
  const [second, third] = await startAll(given, seeded, [SECOND_ONE, THIRD_ONE])
  await startAll(given, { ...seeded, inbox, contactPoint }, [{ createdAt: START + 5 * DAY }])
  if (!second || !third) throw new Error('There are two')
  await give(given, second, seeded.owner)
  await give(given, third, someMember(seeded.agents))
  return { seeded, inbox, contact }
}

type Numbers = Readonly<Record<'owner' | 'agent' | 'inbox' | 'contact', number>>
type Case = readonly [string, string, readonly JsonValue[], readonly number[]]

const cases = ({ owner, agent, inbox, contact }: Numbers): readonly Case[] => [
  ['status', 'equal_to', ['open'], [1, 4]],
  ['status', 'equal_to', ['open', 'pending'], [1, 3, 4]],
  ['status', 'equal_to', ['all'], [1, 2, 3, 4]],
  ['status', 'not_equal_to', ['open'], [2, 3]],
  ['status', 'not_equal_to', ['all'], []],
  ['assignee_id', 'equal_to', [owner], [2]],
  ['assignee_id', 'equal_to', [String(owner), agent], [2, 3]],
  ['assignee_id', 'not_equal_to', [owner], [3]],
  ['assignee_id', 'is_present', [], [2, 3]],
  ['assignee_id', 'is_not_present', [], [1, 4]],
  ['assignee_id', 'equal_to', [999_999_999], []],
  ['inbox_id', 'equal_to', [inbox], [4]],
  ['inbox_id', 'not_equal_to', [inbox], [1, 2, 3]],
  ['inbox_id', 'is_present', [], [1, 2, 3, 4]],
  ['inbox_id', 'is_not_present', [], []],
  ['contact_id', 'equal_to', [contact], [4]],
  ['priority', 'equal_to', ['high'], [2]],
  ['priority', 'equal_to', ['high', 'none'], [1, 2, 4]],
  ['priority', 'equal_to', [null], [1, 4]],
  ['priority', 'not_equal_to', ['high'], [3]],
  ['priority', 'not_equal_to', ['none'], [2, 3]],
  ['display_id', 'equal_to', [2, '3'], [2, 3]],
  ['display_id', 'not_equal_to', [2], [1, 3, 4]],
  ['display_id', 'contains', [2], [2]],
  ['display_id', 'does_not_contain', ['2'], [1, 3, 4]],
  ['campaign_id', 'equal_to', [1], []],
  ['campaign_id', 'is_not_present', [], [1, 2, 3, 4]],
  ['labels', 'equal_to', ['Vip'], [2, 3]],
  ['labels', 'equal_to', ['billing', 'nothing'], [2]],
  ['labels', 'not_equal_to', ['billing'], [1, 3, 4]],
  ['labels', 'is_present', [], [2, 3]],
  ['labels', 'is_not_present', [], [1, 4]],
  ['browser_language', 'equal_to', ['en'], [2]],
  ['browser_language', 'not_equal_to', ['de'], [2]],
  ['conversation_language', 'equal_to', ['DE'], [3]],
  ['referer', 'contains', ['SHOP.test/'], [2]],
  ['mail_subject', 'does_not_contain', ['nothing'], [2]],
  ['created_at', 'is_greater_than', [dayOf(START + DAY)], [2, 3, 4]],
  ['created_at', 'is_less_than', [dayOf(START + 4 * DAY)], [1, 2]],
  ['last_activity_at', 'is_greater_than', [dayOf(START + 2 * DAY)], [2, 3, 4]],
  ['created_at', 'days_before', [0], []],
]

const CUSTOM: readonly Case[] = [
  ['order', 'equal_to', ['a-17', 'B-18'], [2, 3]],
  ['order', 'not_equal_to', ['a-17'], [1, 3, 4]],
  ['order', 'contains', ['17'], [2]],
  ['order', 'is_not_present', [], [1, 4]],
  ['amount', 'is_greater_than', ['90'], [2]],
  ['amount', 'is_less_than', [250], [3]],
  ['urgent', 'equal_to', ['true'], [2]],
  ['due', 'is_less_than', ['2026-02-01'], [2]],
]

/** That conversations pass exactly the conditions that they should. */
export const filtering: Promises = {
  'filters by what conversations have': async (given) => {
    const { seeded, inbox, contact } = await four(given)
    const numbers = {
      owner: seeded.owner.number,
      agent: someMember(seeded.agents).number,
      inbox: inbox.number,
      contact: contact.number,
    }
    for (const [key, operator, values, expected] of cases(numbers)) {
      const conditions = read(CONVERSATION_LANGUAGE, condition(key, operator, values))
      given
        .expect([key, operator, values, await listed(given, seeded, { filter: { conditions } })])
        .toEqual([key, operator, values, expected])
    }
  },

  'filters by custom attributes, also by those of the contact': async (given) => {
    const { seeded } = await four(given)
    for (const [key, operator, values, expected] of CUSTOM) {
      const asked = condition(key, operator, values, { custom: 'conversation' })
      const filter = { conditions: read(CONVERSATION_LANGUAGE, asked) }
      given
        .expect([key, operator, values, await listed(given, seeded, { filter })])
        .toEqual([key, operator, values, expected])
    }
    const free = condition('plan', 'equal_to', ['FREE'], { custom: 'contact' })
    const filter = { conditions: read(CONVERSATION_LANGUAGE, free) }
    given.expect(await listed(given, seeded, { filter })).toEqual([4])
  },

  'lists, sorts and counts those that pass every condition of any group': async (given) => {
    const { seeded } = await four(given)
    const { organization, owner } = seeded
    const passing = (...asked: readonly AskedCondition[]) => ({
      filter: { conditions: read(CONVERSATION_LANGUAGE, ...asked) },
      sort: 'last_activity_at_desc' as const,
    })
    const open = condition('status', 'equal_to', ['open'])
    const vip = condition('labels', 'equal_to', ['vip'])
    const high = condition('priority', 'equal_to', ['high'])
    given.expect(await listed(given, seeded, passing(open, vip))).toEqual([])
    given.expect(await listed(given, seeded, passing({ ...open, join: 'OR' }, vip, high))).toEqual([4, 2, 1])
    given.expect(await listed(given, seeded, passing())).toEqual([4, 3, 2, 1])
    given.expect(await listed(given, seeded, { ...passing(vip), page: 2, perPage: 1 })).toEqual([2])
    const { conditions } = passing({ ...open, join: 'OR' }, vip).filter
    given
      .expect(
        await given.storage.conversationQueries.counts(
          organization.id,
          { ...NO_FILTER, conditions },
          owner.id,
        ),
      )
      .toEqual({ mine: 1, assigned: 2, unassigned: 2, all: 4 })
  },

  'knows which custom attributes conversations have': async (given) => {
    const { seeded } = await four(given)
    const other = await seedOrganization(given)
    const { customKeys } = given.storage.conversationQueries
    const keys = ['order', 'shoe_size', 'due']
    given.expect([...(await customKeys(seeded.organization.id, keys))].toSorted()).toEqual(['due', 'order'])
    given.expect([...(await customKeys(other.organization.id, keys))]).toEqual([])
  },
}

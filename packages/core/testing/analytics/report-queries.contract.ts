import {
  type ConversationState,
  DAY,
  HOUR,
  type Measurement,
  MINUTE,
  type OrganizationId,
  type Period,
  type Scope,
  type SeriesQuery,
} from '../../src/index.ts'
import { madeFact } from '../conversations/facts.ts'
import { recordIn, say, startConversation } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { START } from '../kernel/stopped-clock.ts'
import { addContact, addInbox, type Seeded, seedOrganization } from '../seed.ts'

const PERIOD: Period = { since: START, until: START + 3 * DAY }
const ALL: Scope = { type: 'organization' }

const measured = (
  { world }: Pick<Given, 'world'>,
  { conversation }: Pick<ConversationState, 'conversation'>,
  overrides: Partial<Measurement> = {},
): Measurement => ({
  organizationId: conversation.organizationId,
  eventId: world.ids.next(),
  measure: 'conversation',
  at: START,
  duration: 0,
  businessDuration: 0,
  conversationId: conversation.id,
  inboxId: conversation.inboxId,
  memberId: null,
  ...overrides,
})

const keep = (given: Given, organizationId: OrganizationId, measurements: readonly Measurement[]) =>
  inWork(given, organizationId, (tx) => tx.measurements.record(measurements))

const totals = (given: Given, { organization }: Seeded, scope: Scope = ALL, businessHours = false) =>
  given.storage.reportQueries.totals(organization.id, { scope, period: PERIOD, businessHours })

const series = (given: Given, { organization }: Seeded, query: Partial<SeriesQuery> = {}) =>
  given.storage.reportQueries.series(organization.id, {
    measure: 'reply',
    scope: ALL,
    period: PERIOD,
    starts: [START, START + DAY, START + 2 * DAY],
    businessHours: false,
    ...query,
  })

/** Another conversation, with these tags, in an inbox of its own. */
const elsewhere = async (given: Given, seeded: Seeded, tags: readonly string[]) => {
  const inbox = await addInbox(given, seeded.organization.id)
  const { contactPoint } = await addContact(given, inbox)
  return startConversation(given, { ...seeded, inbox, contactPoint }, { tags })
}

/** What every `MeasurementStore` and `ReportQueries` promise. */
export const reportQueriesContract = contractOf('ReportQueries', {
  'count a measurement once, however often it is recorded': async (given) => {
    const seeded = await seedOrganization(given)
    const one = measured(given, seeded.conversation)
    const other = { ...one, measure: 'incoming_message' } as const
    await keep(given, seeded.organization.id, [one])
    await keep(given, seeded.organization.id, [{ ...one, duration: 5 }, other])
    await keep(given, seeded.organization.id, [])
    const { conversation, incoming_message, reply } = await totals(given, seeded)
    given.expect(conversation).toEqual({ count: 1, duration: 0 })
    given.expect(incoming_message).toEqual({ count: 1, duration: 0 })
    given.expect(reply).toEqual({ count: 0, duration: 0 })
  },

  'count from the first moment of the period up to, and without, its last': async (given) => {
    const seeded = await seedOrganization(given)
    const at = [START - 1, START, PERIOD.until - 1, PERIOD.until]
    await keep(
      given,
      seeded.organization.id,
      at.map((moment) => measured(given, seeded.conversation, { at: moment })),
    )
    given.expect((await totals(given, seeded)).conversation.count).toBe(2)
  },

  'put measurements into the buckets of a series': async (given) => {
    const seeded = await seedOrganization(given)
    const reply = (at: number, duration: number) =>
      measured(given, seeded.conversation, { measure: 'reply', at, duration, businessDuration: duration / 2 })
    await keep(given, seeded.organization.id, [
      reply(START, 1_000),
      reply(START + DAY - 1, 3_000),
      reply(START + 2 * DAY, 40_000_000_000),
      measured(given, seeded.conversation, { measure: 'resolution', at: START + DAY }),
    ])
    given.expect(await series(given, seeded)).toEqual([
      { count: 2, duration: 4_000 },
      { count: 0, duration: 0 },
      { count: 1, duration: 40_000_000_000 },
    ])
    const inHours = await series(given, seeded, { businessHours: true })
    given.expect(inHours[0]).toEqual({ count: 2, duration: 2_000 })
    const late = { since: START + HOUR, until: START + 2 * DAY }
    given.expect((await series(given, seeded, { period: late })).map(({ count }) => count)).toEqual([1, 0, 0])
    const before = await series(given, seeded, { starts: [START - DAY] })
    given.expect(before).toEqual([{ count: 3, duration: 40_000_004_000 }])
  },

  'narrow to one inbox, member or tag': async (given) => {
    const seeded = await seedOrganization(given)
    const [first, second] = seeded.agents
    if (!first || !second) throw new Error('There are two agents')
    const other = await elsewhere(given, seeded, ['vip', 'blue'])
    await recordIn(given, other.conversation, (state) => [madeFact(given, state.conversation, second)])
    await keep(given, seeded.organization.id, [
      measured(given, seeded.conversation),
      measured(given, other),
      measured(given, other, { measure: 'reply', memberId: first.id, duration: 10 }),
    ])
    const counted = async (scope: Scope) => {
      const { conversation, reply } = await totals(given, seeded, scope)
      return [conversation.count, reply.count]
    }
    given.expect(await counted({ type: 'inbox', id: seeded.inbox.id })).toEqual([1, 0])
    given.expect(await counted({ type: 'inbox', id: other.conversation.inboxId })).toEqual([1, 1])
    given.expect(await counted({ type: 'member', id: first.id })).toEqual([0, 1])
    given.expect(await counted({ type: 'member', id: second.id })).toEqual([1, 0])
    given.expect(await counted({ type: 'tag', tag: 'vip' })).toEqual([1, 1])
    given.expect(await counted({ type: 'tag', tag: 'unused' })).toEqual([0, 0])
    const replies = await series(given, seeded, { scope: { type: 'tag', tag: 'blue' } })
    given.expect(replies[0]).toEqual({ count: 1, duration: 10 })
    const held = await series(given, seeded, {
      measure: 'conversation',
      scope: { type: 'member', id: second.id },
    })
    given.expect(held[0]?.count).toBe(1)
  },

  'group by inbox, member and tag': async (given) => {
    const seeded = await seedOrganization(given)
    const [agent] = seeded.agents
    if (!agent) throw new Error('There is an agent')
    const other = await elsewhere(given, seeded, ['vip', 'blue'])
    await recordIn(given, other.conversation, (state) => [madeFact(given, state.conversation, agent)])
    await keep(given, seeded.organization.id, [
      measured(given, seeded.conversation),
      measured(given, other),
      measured(given, other, {
        measure: 'resolution',
        memberId: agent.id,
        duration: 10,
        businessDuration: 4,
      }),
      measured(given, other, { at: PERIOD.until }),
    ])
    const grouped = async (by: 'inbox' | 'member' | 'tag') => {
      const query = { by, period: PERIOD, businessHours: true }
      const groups = await given.storage.reportQueries.grouped(seeded.organization.id, query)
      return new Map(
        groups.map(({ key, tallies }) => [key, [tallies.conversation.count, tallies.resolution.duration]]),
      )
    }
    given.expect(await grouped('inbox')).toEqual(
      new Map([
        [seeded.inbox.id, [1, 0]],
        [other.conversation.inboxId, [1, 4]],
      ]),
    )
    given.expect(await grouped('member')).toEqual(new Map([[agent.id, [1, 4]]]))
    given.expect(await grouped('tag')).toEqual(
      new Map([
        ['vip', [1, 4]],
        ['blue', [1, 4]],
      ]),
    )
  },

  'count conversations as they are now': async (given) => {
    const seeded = await seedOrganization(given)
    const [agent] = seeded.agents
    if (!agent) throw new Error('There is an agent')
    const start = (overrides = {}) => startConversation(given, seeded, overrides)
    const held = await start({ firstReplyAt: START })
    await recordIn(given, held.conversation, (state) => [madeFact(given, state.conversation, agent)])
    await start({ firstReplyAt: START, waitingSince: START + MINUTE })
    await start({ status: 'pending' })
    await start({ status: 'resolved' })
    const { live, liveBy } = given.storage.reportQueries
    given
      .expect(await live(seeded.organization.id, null))
      .toEqual({ open: 3, unattended: 2, unassigned: 2, pending: 1 })
    const groups = await liveBy(seeded.organization.id, 'member')
    given.expect(new Map(groups.map((group) => [group.key, group.open]))).toEqual(
      new Map([
        [agent.id, 1],
        [null, 2],
      ]),
    )
  },

  'count what is left to a team': async (given) => {
    const seeded = await seedOrganization(given)
    const team = await inWork(given, seeded.organization.id, (tx) =>
      tx.teams.insert({
        id: given.world.ids.next(),
        organizationId: seeded.organization.id,
        name: 'night shift',
        description: null,
        allowAutoAssign: false,
        icon: null,
        iconColor: null,
        createdAt: START,
        updatedAt: START,
      }),
    )
    if (!team) throw new Error('The name is taken')
    const other = await elsewhere(given, seeded, [])
    const at = given.world.clock.now()
    await recordIn(given, other.conversation, () => [{ type: 'conversation.team-changed', at, team }])
    await keep(given, seeded.organization.id, [measured(given, seeded.conversation), measured(given, other)])
    const scope: Scope = { type: 'team', id: team.id }
    given.expect((await totals(given, seeded, scope)).conversation.count).toBe(1)
    const query = { by: 'team', period: PERIOD, businessHours: false } as const
    const groups = await given.storage.reportQueries.grouped(seeded.organization.id, query)
    given.expect(groups.map(({ key, tallies }) => [key, tallies.conversation.count])).toEqual([[team.id, 1]])
    const { live, liveBy } = given.storage.reportQueries
    given.expect((await live(seeded.organization.id, team.id)).open).toBe(1)
    const byTeam = await liveBy(seeded.organization.id, 'team')
    given.expect(new Map(byTeam.map((group) => [group.key, group.open]))).toEqual(
      new Map([
        [team.id, 1],
        [null, 1],
      ]),
    )
  },

  'tell in which status the conversations of a period are now': async (given) => {
    const seeded = await seedOrganization(given)
    const resolved = await startConversation(given, seeded, { status: 'resolved' })
    const later = await startConversation(given, seeded, { status: 'pending' })
    await keep(given, seeded.organization.id, [
      measured(given, seeded.conversation),
      measured(given, resolved),
      measured(given, later, { at: PERIOD.until }),
      measured(given, seeded.conversation, { measure: 'reply' }),
    ])
    given
      .expect(await given.storage.reportQueries.statuses(seeded.organization.id, PERIOD))
      .toEqual([{ inboxId: seeded.inbox.id, counts: { open: 1, resolved: 1, pending: 0, snoozed: 0 } }])
  },

  'show nothing of another organization': async (given) => {
    const seeded = await seedOrganization(given)
    const other = await seedOrganization(given)
    await say(given, seeded.conversation)
    await keep(given, seeded.organization.id, [measured(given, seeded.conversation)])
    given.expect((await totals(given, other)).conversation.count).toBe(0)
    const scope: Scope = { type: 'inbox', id: seeded.inbox.id }
    given.expect((await totals(given, other, scope)).conversation.count).toBe(0)
    given.expect(await given.storage.reportQueries.statuses(other.organization.id, PERIOD)).toEqual([])
    const query = { by: 'inbox', period: PERIOD, businessHours: false } as const
    given.expect(await given.storage.reportQueries.grouped(other.organization.id, query)).toEqual([])
  },
})

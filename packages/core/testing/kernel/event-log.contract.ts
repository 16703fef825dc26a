import { type OrganizationId, ok, type RecordedEvent } from '../../src/index.ts'
import { say } from '../conversations/recording.ts'
import { seedOrganization } from '../seed.ts'
import { contractOf, type Given } from './contract.ts'
import { pause, until } from './polling.ts'
import { drain, eventsAbout, newConsumer } from './reading-log.ts'
import { anEvent } from './recorded-event.ts'

const record = ({ storage }: Given, organizationId: OrganizationId, events: readonly RecordedEvent[]) =>
  storage.unitOfWork.run(organizationId, async (tx) => {
    await tx.events.record(events)
    return ok(null)
  })

/** An organization with so many events about one contact, all of them to be seen. */
const withEvents = async (given: Given, count: number) => {
  const seeded = await seedOrganization(given)
  const events = Array.from({ length: count }, () =>
    anEvent(given, seeded.organization.id, seeded.contact.id),
  )
  for (const event of events) await record(given, seeded.organization.id, [event])
  await eventsAbout(given, seeded.organization.id, seeded.contact.id, count)
  return { ...seeded, events }
}

const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id)

const EVERY = 10_000

/** What every `EventLog` promises. */
export const eventLogContract = contractOf('EventLog', {
  'tells events as they were recorded, oldest first': async (given) => {
    const { contact, events, organization } = await withEvents(given, 5)
    const read = await eventsAbout(given, organization.id, contact.id, 5)
    given.expect(read).toEqual(events)
  },

  'tells the events of one work in their order': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const events = Array.from({ length: 20 }, () => anEvent(given, organization.id, contact.id))
    await record(given, organization.id, events)
    given.expect(await eventsAbout(given, organization.id, contact.id, 20)).toEqual(events)
  },

  'gives at most as many as are asked for, and the same again until they are passed': async (given) => {
    const { organization } = await withEvents(given, 4)
    const consumer = newConsumer(given)
    const { eventLog } = given.storage
    const first = await eventLog.read(organization.id, consumer, 2)
    given.expect(first).toHaveLength(2)
    given.expect(await eventLog.read(organization.id, consumer, 2)).toEqual(first)
    const [one, two] = first
    if (!one || !two) throw new Error('There are two events')
    await eventLog.advance(organization.id, consumer, one.cursor)
    given.expect((await eventLog.read(organization.id, consumer, 1))[0]).toEqual(two)
  },

  'leaves out the data of events that nobody asked for, and nothing else': async (given) => {
    const { organization } = await withEvents(given, 3)
    const { eventLog } = given.storage
    const whole = await eventLog.read(organization.id, newConsumer(given), 100)
    const [type] = whole.map(({ event }) => event.type)
    if (type === undefined) throw new Error('There are events')
    const bare = whole.map(({ cursor, event }) => ({ cursor, event: { ...event, data: null } }))
    given.expect(await eventLog.read(organization.id, newConsumer(given), 100, [])).toEqual(bare)
    given
      .expect(await eventLog.read(organization.id, newConsumer(given), 100, [type]))
      .toEqual(whole.map((logged, at) => (logged.event.type === type ? logged : bare[at])))
  },

  'leaves out what nobody asked for, but for the last by which it is passed': async (given) => {
    const { organization } = await withEvents(given, 6)
    const { eventLog } = given.storage
    const whole = await eventLog.read(organization.id, newConsumer(given), 100)
    const last = whole.at(-1)
    const first = whole[0]
    if (!first || !last) throw new Error('There are events')
    const read = (limit: number, types: readonly string[]) =>
      eventLog.read(organization.id, newConsumer(given), limit, types, 'left-out')
    const bare = { ...last, event: { ...last.event, data: null } }
    given.expect(await read(100, [])).toEqual([bare])
    given
      .expect(await read(100, [last.event.type]))
      .toEqual(whole.filter(({ event }) => event.type === last.event.type))
    const others = whole.filter(({ event }) => event.type === first.event.type)
    given
      .expect(await read(100, [first.event.type]))
      .toEqual(first.event.type === last.event.type ? others : [...others, bare])
    given.expect(await read(1, [first.event.type])).toEqual([first])
  },

  'is read from any place, and from its head on': async (given) => {
    const { organization, contact, events } = await withEvents(given, 4)
    const { after, head } = given.storage.eventLog
    const about = (logged: Awaited<ReturnType<typeof after>>) =>
      logged.map(({ event }) => event).filter(({ aggregate }) => aggregate.id === contact.id)
    given.expect(about(await after(organization.id, null, 100))).toEqual(events)
    const [first, second] = await after(organization.id, null, 2)
    if (!first || !second) throw new Error('There are events')
    given.expect((await after(organization.id, first.cursor, 1))[0]).toEqual(second)
    const newest = await head(organization.id)
    given.expect(await after(organization.id, newest, 100)).toEqual([])
    const event = anEvent(given, organization.id, contact.id)
    await record(given, organization.id, [event])
    await until('the event can be read', async () => (await after(organization.id, newest, 1)).length > 0)
    given.expect(about(await after(organization.id, newest, 100))).toEqual([event])
    const other = await seedOrganization(given)
    given.expect(about(await after(other.organization.id, null, 100))).toEqual([])
  },

  'hands every event to a consumer that goes on from where it was': async (given) => {
    const { contact, events, organization } = await withEvents(given, 7)
    const consumer = newConsumer(given)
    const read: RecordedEvent[] = []
    for (let portion = 0; portion < 20; portion += 1) {
      const logged = await given.storage.eventLog.read(organization.id, consumer, 2)
      const last = logged.at(-1)
      if (!last) break
      read.push(...logged.map(({ event }) => event))
      await given.storage.eventLog.advance(organization.id, consumer, last.cursor)
    }
    const own = read.filter(({ aggregate }) => aggregate.id === contact.id)
    given.expect(idsOf(own)).toEqual(idsOf(events))
    given.expect(new Set(idsOf(read)).size).toBe(read.length)
  },

  'consumers have cursors of their own': async (given) => {
    const { events, organization } = await withEvents(given, 3)
    const [quick, slow] = [newConsumer(given), newConsumer(given)]
    await drain(given, organization.id, quick)
    given.expect(await given.storage.eventLog.read(organization.id, quick, 10)).toEqual([])
    const left = await drain(given, organization.id, slow)
    given.expect(idsOf(left).slice(-3)).toEqual(idsOf(events))
  },

  'advance never moves backwards': async (given) => {
    const { organization } = await withEvents(given, 3)
    const consumer = newConsumer(given)
    const { eventLog } = given.storage
    const logged = await eventLog.read(organization.id, consumer, 1_000)
    const [first, last] = [logged[0], logged.at(-1)]
    if (!first || !last) throw new Error('There are events')
    await eventLog.advance(organization.id, consumer, last.cursor)
    await eventLog.advance(organization.id, consumer, first.cursor)
    given.expect(await eventLog.read(organization.id, consumer, 1_000)).toEqual([])
  },

  'shows nothing of another organization': async (given) => {
    const { organization } = await withEvents(given, 2)
    const other = await withEvents(given, 2)
    const consumer = newConsumer(given)
    const read = await drain(given, other.organization.id, consumer)
    given
      .expect(new Set(read.map(({ organizationId }) => organizationId)))
      .toEqual(new Set([other.organization.id]))
    given.expect(await given.storage.eventLog.read(organization.id, consumer, 1)).toHaveLength(1)
  },

  'names only organizations with events that the consumer has not passed': async (given) => {
    const [left, right] = [await withEvents(given, 1), await withEvents(given, 1)]
    const consumer = newConsumer(given)
    const { eventLog } = given.storage
    const before = await eventLog.behind(consumer, EVERY)
    given.expect(before).toContain(left.organization.id)
    given.expect(before).toContain(right.organization.id)
    given.expect(new Set(before).size).toBe(before.length)
    given.expect(await eventLog.behind(consumer, 1)).toHaveLength(1)

    await drain(given, left.organization.id, consumer)
    const after = await eventLog.behind(consumer, EVERY)
    given.expect(after).not.toContain(left.organization.id)
    given.expect(after).toContain(right.organization.id)

    await record(given, left.organization.id, [anEvent(given, left.organization.id)])
    await until('the organization is behind again', async () =>
      (await eventLog.behind(consumer, EVERY)).includes(left.organization.id),
    )
  },

  'tells the events of a conversation in the order of their seq': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    await Promise.all(Array.from({ length: 24 }, () => say(given, conversation)))
    const events = await eventsAbout(given, organization.id, conversation.conversation.id, 25)
    given.expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
  },

  'a reader that keeps up misses nothing of a slow writer': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const consumer = newConsumer(given)
    const [slow, ...quick] = Array.from({ length: 6 }, () => anEvent(given, organization.id, contact.id))
    if (!slow) throw new Error('There is an event')
    const writing = given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.events.record([slow])
      await pause(200)
      return ok(null)
    })
    const writes = Promise.all([writing, ...quick.map((event) => record(given, organization.id, [event]))])
    const read: RecordedEvent[] = []
    await until('all six events', async () => {
      const portion = await drain(given, organization.id, consumer)
      read.push(...portion.filter(({ aggregate }) => aggregate.id === contact.id))
      return read.length >= 6
    })
    await writes
    given.expect(new Set(idsOf(read))).toEqual(new Set(idsOf([slow, ...quick])))
  },

  'hints at an organization whose events were committed, until the subscription ends': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const heard: OrganizationId[] = []
    const ended: OrganizationId[] = []
    const stop = given.storage.eventLog.onRecorded((id) => heard.push(id))
    given.storage.eventLog.onRecorded((id) => ended.push(id))()
    await record(given, organization.id, [anEvent(given, organization.id)])
    await until('a hint', () => heard.includes(organization.id))
    stop()
    const count = heard.length
    const stopOther = given.storage.eventLog.onRecorded((id) => ended.push(id))
    await record(given, other.organization.id, [anEvent(given, other.organization.id)])
    await until('another hint', () => ended.includes(other.organization.id))
    stopOther()
    given.expect(heard).toHaveLength(count)
    given.expect(ended).not.toContain(organization.id)
  },
})

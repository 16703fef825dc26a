import { type AuditEntry, auditEntryOf, err, INSTALLATION, type OrganizationId } from '../../src/index.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'

const anEntry = (
  { world }: Pick<Given, 'world'>,
  organizationId: OrganizationId,
  overrides: Partial<AuditEntry> = {},
): AuditEntry => ({
  ...auditEntryOf(
    world,
    {
      organizationId,
      actor: { type: 'member', id: world.ids.next() },
      action: 'member.role-changed',
      subject: { type: 'member', id: world.ids.next() },
      before: { role: 'agent' },
      after: { role: 'administrator', told: ['Größe', 1.5, null, { deep: true }] },
    },
    { address: '192.0.2.7', userAgent: 'Browser/1.0' },
  ),
  ...overrides,
})

const all = ({ storage }: Given, organizationId: OrganizationId, filter = {}) =>
  storage.auditStore.list(organizationId, { filter, after: null, limit: 100 })

/** What every `AuditStore` and `AuditRecorder` promises. */
export const auditContract = contractOf('AuditStore', {
  'keeps what a unit of work records, and nothing of one that is undone': async (given) => {
    const { organization } = await seedOrganization(given)
    const kept = anEntry(given, organization.id)
    await inWork(given, organization.id, (tx) => tx.audit.record(kept))
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.audit.record(anEntry(given, organization.id))
      return err({ code: 'test/refused' })
    })
    given.expect(await all(given, organization.id)).toEqual([kept])
  },

  'keeps what belongs to no transaction, also where nobody is known': async (given) => {
    const { organization } = await seedOrganization(given)
    const mine = anEntry(given, organization.id, { actor: { type: 'system' }, outcome: 'refused' })
    const nobodys = anEntry(given, INSTALLATION, {
      actor: { type: 'unknown' },
      subject: undefined,
      address: undefined,
      userAgent: undefined,
      before: undefined,
      after: undefined,
    })
    await given.storage.auditStore.append(organization.id, [mine])
    await given.storage.auditStore.append(INSTALLATION, [nobodys])
    await given.storage.auditStore.append(organization.id, [])
    given.expect(await all(given, organization.id)).toEqual([mine])
    const there = await all(given, INSTALLATION)
    given.expect(there.filter(({ id }) => id === nobodys.id)).toEqual([nobodys])
  },

  'shows an organization its own log alone': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    await given.storage.auditStore.append(other.organization.id, [anEntry(given, other.organization.id)])
    given.expect(await all(given, organization.id)).toEqual([])
    const append = given.storage.auditStore.append(organization.id, [anEntry(given, other.organization.id)])
    await given.expect(append).rejects.toThrow("another organization's log")
  },

  'pages from the newest to the oldest, also where moments are the same': async (given) => {
    const { organization } = await seedOrganization(given)
    const now = given.world.clock.now()
    const entries = [3, 1, 1, 2, 1].map((minute) =>
      anEntry(given, organization.id, { occurredAt: now - minute * 60_000 }),
    )
    await given.storage.auditStore.append(organization.id, entries)
    const expected = entries.toSorted((left, right) =>
      left.occurredAt === right.occurredAt
        ? Number(left.id < right.id) * 2 - 1
        : right.occurredAt - left.occurredAt,
    )
    const seen: AuditEntry[] = []
    for (let after: AuditEntry | null = null; ; ) {
      const page: readonly AuditEntry[] = await given.storage.auditStore.list(organization.id, {
        filter: {},
        after,
        limit: 2,
      })
      seen.push(...page)
      after = page.at(-1) ?? null
      if (after === null) break
    }
    given.expect(seen).toEqual(expected)
  },

  'narrows by who, what, what became of it, and when': async (given) => {
    const { organization } = await seedOrganization(given)
    const now = given.world.clock.now()
    const first = anEntry(given, organization.id, { occurredAt: now - 2_000 })
    const second = anEntry(given, organization.id, { occurredAt: now - 1_000, action: 'webhook.created' })
    const third = anEntry(given, organization.id, { outcome: 'refused', actor: first.actor, occurredAt: now })
    await given.storage.auditStore.append(organization.id, [first, second, third])
    const ids = async (filter: object) => (await all(given, organization.id, filter)).map(({ id }) => id)
    const actorId = 'id' in first.actor ? first.actor.id : ''
    given.expect(await ids({ actorId })).toEqual([third.id, first.id])
    given.expect(await ids({ action: 'webhook.created' })).toEqual([second.id])
    given.expect(await ids({ outcome: 'refused' })).toEqual([third.id])
    given.expect(await ids({ since: now - 1_000 })).toEqual([third.id, second.id])
    given.expect(await ids({ until: now - 1_000 })).toEqual([first.id])
    given.expect(await ids({ actorId, outcome: 'succeeded', until: now })).toEqual([first.id])
  },

  'keeps no secret, and no more than so much': async (given) => {
    const { organization } = await seedOrganization(given)
    const entry = anEntry(given, organization.id, {
      userAgent: 'x'.repeat(10_000),
      before: { password: 'hunter2', endpoint: { signingSecret: 'whsec_1' }, name: 'y'.repeat(10_000) },
      after: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`field-${at}`, 'z'.repeat(400)])),
    })
    await inWork(given, organization.id, (tx) => tx.audit.record(entry))
    const [kept] = await all(given, organization.id)
    const text = JSON.stringify(kept)
    given.expect(/hunter2|whsec_1/.test(text)).toBe(false)
    given.expect(text.length < 20_000).toBe(true)
    given.expect(kept?.after?.['cut']).toBe(true)
    given.expect(kept?.after?.['field-0']).toBe('z'.repeat(400))
  },
})

import { createEngine, type Introduction } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { type Seeded, seedOrganization } from '../seed.ts'

/** Introduces somebody so often at the same moment. */
const introduceAtOnce = async (given: Given, seeded: Seeded, said: Introduction) => {
  const engine = createEngine({ ...given.storage, ...given.world })
  const door = { organizationId: seeded.organization.id, inboxId: seeded.inbox.id, proven: null }
  const introduced = await Promise.all(
    Array.from({ length: 8 }, () => engine.contacts.introduce(door, said).then(succeeded)),
  )
  return {
    contacts: new Set(introduced.map(({ contact }) => contact.id)).size,
    points: new Set(introduced.map(({ point }) => point.id)).size,
    emails: introduced.filter(({ contact }) => contact.email !== null).length,
  }
}

/** What holds when people come in at the same moment; nobody is refused because of it. */
export const introducing: Promises = {
  'makes one contact of those who come with one identifier': async (given) => {
    const seeded = await seedOrganization(given)
    const identifier = `crm-${given.world.ids.next()}`
    given
      .expect(await introduceAtOnce(given, seeded, { identifier }))
      .toMatchObject({ contacts: 1, points: 8 })
  },

  'makes one contact of those who come with one source id': async (given) => {
    const seeded = await seedOrganization(given)
    const sourceId = `source-${given.world.ids.next()}`
    given.expect(await introduceAtOnce(given, seeded, { sourceId })).toMatchObject({ contacts: 1, points: 1 })
  },

  'lets one of those have an e-mail address who come with it unproven': async (given) => {
    const seeded = await seedOrganization(given)
    const email = `${given.world.ids.next()}@acme.test`
    given
      .expect(await introduceAtOnce(given, seeded, { email }))
      .toEqual({ contacts: 8, points: 8, emails: 1 })
  },
}

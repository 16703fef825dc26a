import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  createMemoryStorage,
  createTestWorld,
  type Seeded,
  seedOrganization,
  succeeded,
} from '../../testing/index.ts'
import { createEngine, type Engine, type ImportRow, type SystemPrincipal } from '../index.ts'

let engine: Engine
let seeded: Seeded
let principal: SystemPrincipal
beforeEach(async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  engine = createEngine({ ...storage, ...world })
  seeded = await seedOrganization({ storage, world })
  principal = { type: 'system', organizationId: seeded.organization.id }
})

const take = async (...rows: readonly ImportRow[]) => succeeded(await engine.contacts.import(principal, rows))
const all = async () => succeeded(await engine.contacts.export(principal)).contacts

describe('an import', () => {
  it('knows somebody by identifier before e-mail address, and by that before phone number', async () => {
    await take(
      { name: 'By identifier', identifier: 'a' },
      { name: 'By e-mail', email: 'b@acme.test' },
      { name: 'By phone', phone_number: '+4930' },
    )
    const report = await take(
      { identifier: 'a', city: 'Graz' },
      { email: 'B@acme.test', phone_number: '', country: 'AT' },
      { phone_number: '4930', plan: 'gold' },
    )
    expect(report).toEqual({ created: 0, updated: 3, unchanged: 0, failures: [] })
    expect((await all()).slice(1)).toMatchObject([
      { name: 'By identifier', additionalAttributes: { city: 'Graz' } },
      { name: 'By e-mail', additionalAttributes: { country: 'AT' } },
      { name: 'By phone', customAttributes: { plan: 'gold' } },
    ])
  })

  it('keeps what a row is silent about, and tells rows that say the same apart from new ones', async () => {
    const row = { name: 'Ann', email: 'ann@acme.test', labels: 'vip; new', plan: 'gold' }
    expect(await take(row, row)).toMatchObject({ created: 1, unchanged: 1 })
    await take({ email: 'ann@acme.test', name: ' ', plan: '' })
    expect((await all()).at(-1)).toMatchObject({
      name: 'Ann',
      tags: ['vip', 'new'],
      customAttributes: { plan: 'gold' },
    })
  })

  it('makes a name of its parts', async () => {
    await take({ first_name: 'Ada', last_name: 'Lovelace', identifier: 'ada' })
    expect((await all()).at(-1)).toMatchObject({ name: 'Ada Lovelace', lastName: 'Lovelace' })
  })

  it('goes on after rows that cannot be kept', async () => {
    const { number } = succeeded(await engine.contacts.create(principal, { phoneNumber: '+4930' })).contact
    const report = await take(
      { email: 'nobody' },
      { email: 'fine@acme.test' },
      { identifier: 'x', email: 'fine@acme.test' },
      { identifier: 'y', name: 'Y' },
      { identifier: 'y', phone_number: '+4930' },
    )
    expect(report).toMatchObject({ created: 2, updated: 1 })
    expect(report.failures).toMatchObject([
      { row: 1, reason: { code: 'validation/failed', problems: [{ field: 'email' }] } },
      {
        row: 5,
        reason: { code: 'contact/attribute-taken', attributes: ['phoneNumber'], contactNumber: number },
      },
    ])
  })

  it('takes more than one portion, and no more than it may', async () => {
    const rows = Array.from({ length: 250 }, (_, at) => ({ identifier: `crm-${at}` }))
    expect(await take(...rows)).toMatchObject({ created: 250, failures: [] })
    const tooMany = Array.from({ length: 5_001 }, () => ({ name: 'x' }))
    expect(await engine.contacts.import(principal, tooMany)).toMatchObject({
      error: { problems: [{ field: 'importFile' }] },
    })
    const [agent] = seeded.principals.agents
    expect(agent && (await engine.contacts.import(agent, []))).toMatchObject({
      error: { code: 'access/forbidden' },
    })
  })
})

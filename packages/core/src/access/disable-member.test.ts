import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  createMemoryStorage,
  createTestWorld,
  type Seeded,
  seedOrganization,
  succeeded,
} from '../../testing/index.ts'
import { createEngine, type Engine } from '../index.ts'

let engine: Engine
let seeded: Seeded
beforeEach(async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  engine = createEngine({ ...storage, ...world })
  seeded = await seedOrganization({ storage, world }, { agents: 1 })
})

const owner = () => seeded.principals.owner
const number = () => seeded.agents[0]?.number ?? 0

describe('a member who is disabled', () => {
  it('is not let in and takes no work, until it is let in again', async () => {
    const token = seeded.tokens.agents[0] ?? ''
    const disabled = succeeded(await engine.access.setMemberDisabled(owner(), number(), true))
    expect(disabled).toMatchObject({ disabledAt: expect.any(Number), availability: 'offline' })
    expect((await engine.access.identify(token)).ok).toBe(false)
    const again = succeeded(await engine.access.setMemberDisabled(owner(), number(), true))
    expect(again).toEqual(disabled)
    const enabled = succeeded(await engine.access.setMemberDisabled(owner(), number(), false))
    expect(enabled.disabledAt).toBeUndefined()
    expect((await engine.access.identify(token)).ok).toBe(true)
  })

  it('is told in the audit log', async () => {
    for (const disabled of [true, false])
      succeeded(
        await engine.access.setMemberDisabled(owner(), number(), disabled, {
          origin: { address: '192.0.2.1' },
        }),
      )
    const { entries } = succeeded(await engine.audit.list(owner(), {}))
    expect(entries.map(({ action, address }) => [action, address])).toEqual([
      ['member.enabled', '192.0.2.1'],
      ['member.disabled', '192.0.2.1'],
    ])
  })

  it('is not the last who administrates the organization', async () => {
    const own = seeded.owner.number
    expect(await engine.access.setMemberDisabled(owner(), own, true)).toEqual({
      ok: false,
      error: { code: 'member/last-administrator' },
    })
  })

  it('is a member of the organization, and disabled by an administrator', async () => {
    expect(await engine.access.setMemberDisabled(owner(), 999, true)).toEqual({
      ok: false,
      error: { code: 'member/not-found' },
    })
    const [agent] = seeded.principals.agents
    if (!agent) throw new Error('There is an agent')
    expect(await engine.access.setMemberDisabled(agent, seeded.owner.number, true)).toMatchObject({
      ok: false,
      error: { code: 'access/forbidden' },
    })
  })
})

import { describe, expect, it } from '@jest/globals'
import { createMemoryStorage, createTestWorld } from '../../../testing/index.ts'
import { createEngine, INSTALLATION, type OrganizationId } from '../../index.ts'

const PASSWORD = 'correct horse battery staple'
const origin = { address: '203.0.113.7', userAgent: 'a browser' }

describe('the audit log', () => {
  it('tells who signed in, who tried to, and what it came to', async () => {
    const world = createTestWorld()
    const storage = createMemoryStorage(world)
    const { signIn, audit } = createEngine({ ...storage, ...world })
    const email = 'ada@acme.test'
    const registered = await signIn.register({ email, password: PASSWORD }, { origin })
    if (!registered.ok) throw new Error('Nobody was registered')
    const { member, refreshToken } = registered.value
    await signIn.login({ email, password: PASSWORD }, { origin })
    await signIn.login({ email, password: 'not the right password' }, { origin })
    await signIn.login({ email: 'nobody@acme.test', password: PASSWORD }, { origin })
    await signIn.refresh(refreshToken, { origin })
    world.clock.advance(11_000)
    await signIn.refresh(refreshToken, { origin })
    await signIn.resetPassword({ email, code: '000000', password: `${PASSWORD} again` }, { origin })
    await audit.flush()

    const told = async (organizationId: OrganizationId) => {
      const entries = await storage.auditStore.list(organizationId, { filter: {}, after: null, limit: 50 })
      return entries.map(({ action, outcome, after, address }) => ({ action, outcome, after, address }))
    }
    const { address } = origin
    expect(await told(INSTALLATION)).toEqual([
      { action: 'sign-in.failed', outcome: 'refused', after: { reason: 'credentials' }, address },
    ])
    const own = await told(member.organizationId)
    expect(own.toSorted((left, right) => (left.action < right.action ? -1 : 1))).toEqual([
      { action: 'organization.registered', outcome: 'succeeded', after: undefined, address },
      { action: 'password.reset-failed', outcome: 'refused', after: { reason: 'code' }, address },
      { action: 'session.refresh-reused', outcome: 'refused', after: undefined, address },
      { action: 'sign-in.failed', outcome: 'refused', after: { reason: 'credentials' }, address },
      { action: 'sign-in.succeeded', outcome: 'succeeded', after: { second_factor: 'not-needed' }, address },
    ])
    expect(JSON.stringify(own)).not.toContain(PASSWORD)
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  type Clock,
  CREDENTIAL_MEMORY,
  cachedStorage,
  createEngine,
  type Engine,
  type MemberPrincipal,
  SECOND,
} from '@parlance/core'
import { type Seeded, seedOrganization, stoppedClock, succeeded } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

/** An engine as a process has it: it remembers for a moment who is who. */
const engineOn = ({ storage, world }: TestStorage, clock: Clock): Engine =>
  createEngine({ ...cachedStorage(storage, clock), ...world, clock })

describe('two processes on one database', () => {
  const clock = stoppedClock()
  let one: TestStorage
  let other: TestStorage
  let engine: Engine
  let elsewhere: Engine
  let seeded: Seeded
  let owner: MemberPrincipal

  beforeAll(async () => {
    one = await openTestStorage('postgres')
    other = anotherStorage(one)
    engine = engineOn(one, clock)
    elsewhere = engineOn(other, clock)
    seeded = await seedOrganization(one, { agents: 1 })
    owner = seeded.principals.owner
  }, 60_000)
  afterAll(async () => {
    await Promise.all([engine.apiKeys.flushUses(), elsewhere.apiKeys.flushUses()])
    await other.storage.close()
    await other.database.close()
    await one.close()
  })

  const isLetIn = async (credential: string): Promise<readonly boolean[]> => {
    const entered = await Promise.all([engine, elsewhere].map(({ access }) => access.identify(credential)))
    return entered.map(({ ok }) => ok)
  }
  const aKey = async (principal = owner) =>
    succeeded(await engine.apiKeys.mint(principal, { kind: 'server', name: 'Backend' }))

  it('remember who is who for less than a second', () => {
    expect(CREDENTIAL_MEMORY).toBeLessThan(SECOND)
  })

  it('shut out a key that one of them revoked: at once, and as soon as the other has forgotten it', async () => {
    const { key, text } = await aKey()
    expect(await isLetIn(text ?? '')).toEqual([true, true])
    succeeded(await engine.apiKeys.revoke(owner, key.id))
    expect((await isLetIn(text ?? ''))[0]).toBe(false)
    clock.advance(CREDENTIAL_MEMORY)
    expect(await isLetIn(text ?? '')).toEqual([false, false])
  })

  it('shut out a disabled member with its token, its sessions and its keys, and let it in again', async () => {
    const email = 'second@acme.test'
    const password = 'correct horse battery'
    const added = succeeded(await engine.access.addMember(owner, { email, password, role: 'administrator' }))
    const entered = succeeded(await engine.access.identify(added.accessToken ?? ''))
    const key = await aKey(entered.principal as MemberPrincipal)
    const session = succeeded(await engine.signIn.login({ email, password }))
    const credentials = [added.accessToken ?? '', session.accessToken, key.text ?? '']
    const letIn = async () => (await Promise.all(credentials.map(isLetIn))).flat()
    expect(await letIn()).toEqual([true, true, true, true, true, true])

    const { number } = added.member
    succeeded(await engine.access.setMemberDisabled(owner, number, true))
    clock.advance(CREDENTIAL_MEMORY)
    expect(await letIn()).toEqual([false, false, false, false, false, false])
    expect((await elsewhere.signIn.login({ email, password })).ok).toBe(false)
    expect((await elsewhere.signIn.refresh(session.refreshToken)).ok).toBe(false)

    succeeded(await elsewhere.access.setMemberDisabled(owner, number, false))
    clock.advance(CREDENTIAL_MEMORY)
    expect(await letIn()).toEqual([true, true, false, false, true, true])
    expect((await engine.signIn.login({ email, password })).ok).toBe(true)
  })

  it('shut out a removed member with its token, its sessions and its keys', async () => {
    const email = 'third@acme.test'
    const password = 'correct horse battery'
    const added = succeeded(await engine.access.addMember(owner, { email, password, role: 'administrator' }))
    const entered = succeeded(await engine.access.identify(added.accessToken ?? ''))
    const key = await aKey(entered.principal as MemberPrincipal)
    const session = succeeded(await engine.signIn.login({ email, password }))
    const credentials = [added.accessToken ?? '', session.accessToken, key.text ?? '']
    const letIn = async () => (await Promise.all(credentials.map(isLetIn))).flat()
    expect(new Set(await letIn())).toEqual(new Set([true]))
    succeeded(await engine.access.removeMember(owner, added.member.number))
    clock.advance(CREDENTIAL_MEMORY)
    expect(new Set(await letIn())).toEqual(new Set([false]))
  })

  it('note when a key was last used, whichever of them it came to', async () => {
    const { key, text } = await aKey()
    expect(await isLetIn(text ?? '')).toEqual([true, true])
    await Promise.all([engine.apiKeys.flushUses(), elsewhere.apiKeys.flushUses()])
    const { keys } = succeeded(await elsewhere.apiKeys.list(owner, { limit: 10, offset: 0 }))
    expect(keys.find(({ id }) => id === key.id)?.lastUsedAt).toBe(clock.now())
  })

  it('keep an administrator: of two who disable each other, one is let in still', async () => {
    const { organization, principals } = await seedOrganization(one)
    const added = succeeded(
      await engine.access.addMember(principals.owner, { email: 'pair@acme.test', role: 'owner' }),
    )
    const entered = succeeded(await engine.access.identify(added.accessToken ?? ''))
    const second = entered.principal as MemberPrincipal
    const done = await Promise.all([
      engine.access.setMemberDisabled(principals.owner, second.member.number, true),
      elsewhere.access.setMemberDisabled(second, principals.owner.member.number, true),
    ])
    expect(done.map(({ ok }) => ok).toSorted()).toEqual([false, true])
    expect(done.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: 'member/last-administrator' } })
    const members = await one.storage.memberQueries.list(organization.id)
    expect(
      members.filter(({ role, disabledAt }) => role !== 'agent' && disabledAt === undefined),
    ).toHaveLength(1)
  })
})

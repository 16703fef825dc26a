import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  createMemoryStorage,
  createTestWorld,
  type Seeded,
  seedOrganization,
  succeeded,
} from '../../testing/index.ts'
import { createEngine, type Engine, type MemberPrincipal, type Role } from '../index.ts'

let engine: Engine
let seeded: Seeded
let owner: MemberPrincipal

beforeEach(async () => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  engine = createEngine({ ...storage, ...world })
  seeded = await seedOrganization({ storage, world })
  owner = seeded.principals.owner
})

let count = 0
const add = async (role: Role): Promise<MemberPrincipal> => {
  count += 1
  const added = await engine.access.addMember(owner, { email: `member-${count}@acme.test`, role })
  const { member } = succeeded(added)
  return { type: 'member', organizationId: owner.organizationId, member, inboxIds: [], teamIds: [] }
}

const forbidden = { ok: false, error: { code: 'access/forbidden', operation: 'owners:write' } }

describe('owners', () => {
  it('are made by owners alone', async () => {
    const administrator = await add('administrator')
    const { number } = (await add('agent')).member
    const { access } = engine
    expect(await access.updateMember(administrator, number, { role: 'owner' })).toEqual(forbidden)
    expect(await access.addMember(administrator, { email: 'own@acme.test', role: 'owner' })).toEqual(
      forbidden,
    )
    expect(await access.updateMember(owner, number, { role: 'owner' })).toMatchObject({
      ok: true,
      value: { role: 'owner' },
    })
  })

  it('are changed, disabled and removed by owners alone', async () => {
    const administrator = await add('administrator')
    const second = (await add('owner')).member.number
    const { access } = engine
    expect(await access.updateMember(administrator, second, { role: 'agent' })).toEqual(forbidden)
    expect(await access.setMemberDisabled(administrator, second, true)).toEqual(forbidden)
    expect(await access.removeMember(administrator, second)).toEqual(forbidden)
    succeeded(await access.setMemberDisabled(owner, second, true))
    expect(await access.setMemberDisabled(administrator, second, false)).toEqual(forbidden)
    succeeded(await access.setMemberDisabled(owner, second, false))
    succeeded(await access.updateMember(owner, second, { role: 'agent' }))
    succeeded(await access.removeMember(administrator, second))
  })

  it('may be renamed by administrators, who leave them owners', async () => {
    const administrator = await add('administrator')
    const changed = await engine.access.updateMember(administrator, owner.member.number, {
      name: 'Renamed',
      role: 'administrator',
    })
    expect(changed).toMatchObject({ ok: true, value: { name: 'Renamed', role: 'owner' } })
  })

  it('are never none: the last one stays, whoever else administrates', async () => {
    await add('administrator')
    const { number } = owner.member
    const last = { ok: false, error: { code: 'member/last-owner' } }
    expect(await engine.access.updateMember(owner, number, { role: 'agent' })).toEqual(last)
    expect(await engine.access.setMemberDisabled(owner, number, true)).toEqual(last)
    expect(await engine.access.removeMember(owner, number)).toEqual(last)
  })

  it('hand over: make another one, and go', async () => {
    const heir = await add('agent')
    succeeded(await engine.access.updateMember(owner, heir.member.number, { role: 'owner' }))
    const { access } = engine
    const now: MemberPrincipal = { ...heir, member: { ...heir.member, role: 'owner' } }
    succeeded(await access.updateMember(now, owner.member.number, { role: 'agent' }))
    succeeded(await access.removeMember(now, owner.member.number))
    const { value: members } = (await access.members(now)) as { readonly value: readonly { role: Role }[] }
    expect(members.filter(({ role }) => role === 'owner').length).toBe(1)
  })

  it('are told of in the audit log', async () => {
    const heir = await add('agent')
    succeeded(await engine.access.updateMember(owner, heir.member.number, { role: 'owner' }))
    const { entries } = succeeded(await engine.audit.list(owner, { action: 'member.role-changed' }))
    expect(entries).toMatchObject([
      {
        actor: { type: 'member', id: owner.member.id },
        subject: { type: 'member', id: heir.member.id },
        before: { role: 'agent' },
        after: { role: 'owner' },
      },
    ])
  })
})

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createEngine, type Engine } from '@parlance/core'
import { addTeam, type Seeded, seedOrganization, succeeded, testMailer } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

describe('invitations, on two processes', () => {
  const mailer = testMailer()
  let one: TestStorage
  let other: TestStorage
  let engines: readonly [Engine, Engine]
  let seeded: Seeded

  beforeAll(async () => {
    one = await openTestStorage('postgres')
    other = anotherStorage(one)
    const engineOn = ({ storage, world }: TestStorage) => createEngine({ ...storage, ...world, mailer })
    engines = [engineOn(one), engineOn(other)]
    seeded = await seedOrganization(one, { agents: 0 })
  }, 60_000)
  afterAll(async () => {
    await other.storage.close()
    await other.database.close()
    await one.close()
  })

  const invited = async (email: string) => {
    const { id: teamId } = await addTeam(one, seeded.organization.id)
    const invite = (engine: Engine) =>
      engine.teams.invite(seeded.principals.owner, { teamId, email, role: 'agent' })
    return { teamId, invite }
  }
  const tokenMailedTo = (email: string) =>
    /inv_\S+/.exec(mailer.sent.findLast(({ to }) => to === email)?.text ?? '')?.[0] ?? ''

  it('are accepted once, wherever those who try come to', async () => {
    const email = 'once@invited.test'
    const { teamId, invite } = await invited(email)
    succeeded(await invite(engines[0]))
    const acceptance = { token: tokenMailedTo(email), password: 'a password that is long' }
    const tries = await Promise.all(
      [0, 1, 0, 1].map((at) => engines[at === 0 ? 0 : 1].teams.acceptInvitation(acceptance)),
    )
    expect(tries.filter(({ ok }) => ok).length).toBe(1)
    for (const tried of tries) if (!tried.ok) expect(tried.error).toEqual({ code: 'invitation/not-found' })
    const members = await one.storage.teamQueries.members(seeded.organization.id, teamId)
    expect(members.map((member) => member.email)).toEqual([email])
  })

  it('of one person at the same moment leave one that is good', async () => {
    const email = 'twice@invited.test'
    const { teamId, invite } = await invited(email)
    const made = await Promise.all([invite(engines[0]), invite(engines[1])])
    expect(made.map(({ ok }) => ok)).toEqual([true, true])
    const pending = succeeded(await engines[0].teams.invitations(seeded.principals.owner, teamId))
    expect(pending.length).toBe(1)
  })
})

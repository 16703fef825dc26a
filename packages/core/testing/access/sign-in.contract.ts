import {
  CODE_TRIES,
  DAY,
  LOCKOUT,
  type MailedCode,
  type Member,
  MINUTE,
  MOST_FAILURES,
  MOST_SESSIONS,
  NO_SECOND_FACTOR,
  type Session,
} from '../../src/index.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addInbox, seedOrganization } from '../seed.ts'
import { addTeam } from '../teams/team.fixtures.ts'
import { addAgentIdentity } from './add-agent-identity.ts'

const sessionOf = (given: Given, { id, organizationId }: Member, other: Partial<Session> = {}): Session => {
  const now = given.world.clock.now()
  return {
    id: given.world.ids.next(),
    organizationId,
    memberId: id,
    generation: 1,
    rotatedAt: now,
    createdAt: now,
    expiresAt: now + 30 * DAY,
    ...other,
  }
}

const codeFor = (given: Given, member: Member, other: Partial<MailedCode> = {}): MailedCode => ({
  organizationId: member.organizationId,
  memberId: member.id,
  purpose: 'reset',
  mac: 'proof',
  expiresAt: given.world.clock.now() + 10 * MINUTE,
  triesLeft: CODE_TRIES,
  ...other,
})

/** What every `SessionStore` promises, and what `SignInDirectory` finds of it. */
export const sessionContract = contractOf('SessionStore', {
  'keeps a session, as it was last updated': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const session = sessionOf(given, owner)
    const after = {
      ...session,
      generation: 2,
      rotatedAt: session.rotatedAt + 5,
      expiresAt: session.expiresAt + 5,
    }
    const found = await inWork(given, organization.id, async (tx) => {
      await tx.sessions.insert(session)
      const before = await tx.sessions.lock(session.id)
      await tx.sessions.update(after)
      return [before, await tx.sessions.lock(session.id), await tx.sessions.lock(given.world.ids.next())]
    })
    given.expect(found).toEqual([session, after, null])
  },

  'leads from a session to its member': async (given) => {
    const { agents, inbox, organization } = await seedOrganization(given, { agents: 1 })
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const session = sessionOf(given, agent)
    await inWork(given, organization.id, (tx) => tx.sessions.insert(session))
    const { signInDirectory } = given.storage
    given
      .expect(await signInDirectory.session(organization.id, session.id))
      .toEqual({ session, organization, member: agent, inboxIds: [inbox.id], teamIds: [] })
    given.expect(await signInDirectory.session(organization.id, given.world.ids.next())).toBeNull()
    given.expect(await signInDirectory.session(given.world.ids.next(), session.id)).toBeNull()
  },

  'leads from a session to the inboxes that are shared with the teams of its member': async (given) => {
    const { agents, inbox, organization } = await seedOrganization(given, { agents: 1 })
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const identity = await addAgentIdentity(given, organization.id)
    const other = await addInbox(given, organization.id, { agentIdentityId: identity.id })
    const team = await addTeam(given, organization.id, [agent.id])
    const session = sessionOf(given, agent)
    await inWork(given, organization.id, async (tx) => {
      await tx.teams.shareAgentIdentity(team.id, identity.id)
      await tx.sessions.insert(session)
    })
    const found = await given.storage.signInDirectory.session(organization.id, session.id)
    given.expect(found?.teamIds).toEqual([team.id])
    given.expect(found?.inboxIds).toEqual([inbox.id, other.id].toSorted())
  },

  'ends a session, and all of a member': async (given) => {
    const { agents, organization, owner } = await seedOrganization(given, { agents: 1 })
    const [first, second, third] = [1, 2, 3].map(() => sessionOf(given, owner))
    const others = sessionOf(given, agents[0] ?? owner)
    if (!first || !second || !third) throw new Error('There are three')
    await inWork(given, organization.id, async (tx) => {
      for (const session of [first, second, third, others]) await tx.sessions.insert(session)
      await tx.sessions.end(first.id)
    })
    const kept = () =>
      inWork(given, organization.id, (tx) =>
        Promise.all(
          [first, second, third, others].map(async ({ id }) => (await tx.sessions.lock(id)) !== null),
        ),
      )
    given.expect(await kept()).toEqual([false, true, true, true])
    await inWork(given, organization.id, (tx) => tx.sessions.endAll(owner.id, third.id))
    given.expect(await kept()).toEqual([false, false, true, true])
    await inWork(given, organization.id, (tx) => tx.sessions.endAll(owner.id))
    given.expect(await kept()).toEqual([false, false, false, true])
  },

  'keeps so many sessions of a member, and lets those go that were refreshed longest ago': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const now = given.world.clock.now()
    const sessions = Array.from({ length: MOST_SESSIONS + 2 }, (_, at) =>
      sessionOf(given, owner, { rotatedAt: now + at }),
    )
    const kept = await inWork(given, organization.id, async (tx) => {
      for (const session of sessions) await tx.sessions.insert(session)
      const found = await Promise.all(sessions.map(({ id }) => tx.sessions.lock(id)))
      return found.map((session) => session !== null)
    })
    given.expect(kept.slice(0, 3)).toEqual([false, false, true])
    given.expect(kept.filter((one) => one)).toHaveLength(MOST_SESSIONS)
  },

  'forgets sessions that are over, so many at a time': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const now = given.world.clock.now()
    const sessions = [-3, -2, -1, 1].map((off) => sessionOf(given, owner, { expiresAt: now + off }))
    await inWork(given, organization.id, async (tx) => {
      for (const session of sessions) await tx.sessions.insert(session)
    })
    const forget = () => inWork(given, organization.id, (tx) => tx.sessions.forget(now, 2))
    given.expect([await forget(), await forget(), await forget()]).toEqual([2, 1, 0])
  },

  'finds no session of a member who was removed, or is let in no longer': async (given) => {
    const { agents, organization } = await seedOrganization(given, { agents: 2 })
    const [removed, disabled] = agents
    if (!removed || !disabled) throw new Error('There are two agents')
    const sessions = [sessionOf(given, removed), sessionOf(given, disabled)]
    const now = given.world.clock.now()
    await inWork(given, organization.id, async (tx) => {
      for (const session of sessions) await tx.sessions.insert(session)
      await tx.secondFactors.propose(removed.id, 'sealed')
      await tx.mailedCodes.put(codeFor(given, removed))
      await tx.members.remove(removed.id, now)
      await tx.members.update({ ...disabled, disabledAt: now })
    })
    const { signInDirectory } = given.storage
    for (const { id } of sessions) given.expect(await signInDirectory.session(organization.id, id)).toBeNull()
    for (const { email } of agents) given.expect(await signInDirectory.account(email)).toBeNull()
    given
      .expect(await inWork(given, organization.id, (tx) => tx.secondFactors.find(removed.id)))
      .toEqual(NO_SECOND_FACTOR)
  },
})

/** What every `MailedCodeStore` promises. */
export const mailedCodeContract = contractOf('MailedCodeStore', {
  'gives a code as often as it may be tried': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const now = given.world.clock.now()
    const code = codeFor(given, owner)
    await inWork(given, organization.id, (tx) => tx.mailedCodes.put(code))
    const take = () => inWork(given, organization.id, (tx) => tx.mailedCodes.takeTry(owner.id, 'reset', now))
    given.expect(await take()).toEqual({ ...code, triesLeft: CODE_TRIES - 1 })
    const others = await Promise.all(Array.from({ length: CODE_TRIES }, take))
    given.expect(others.filter((one) => one !== null)).toHaveLength(CODE_TRIES - 1)
    given.expect(await take()).toBeNull()
  },

  'gives no code that is too old, of another purpose, or removed': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const { expiresAt } = codeFor(given, owner)
    await inWork(given, organization.id, (tx) => tx.mailedCodes.put(codeFor(given, owner)))
    const take = (purpose: 'verify' | 'reset', at: number) =>
      inWork(given, organization.id, (tx) => tx.mailedCodes.takeTry(owner.id, purpose, at))
    given.expect(await take('reset', expiresAt)).toBeNull()
    given.expect(await take('verify', expiresAt - 1)).toBeNull()
    given.expect(await take('reset', expiresAt - 1)).not.toBeNull()
    await inWork(given, organization.id, (tx) => tx.mailedCodes.remove(owner.id, 'reset'))
    given.expect(await take('reset', expiresAt - 1)).toBeNull()
  },

  'keeps the newest code of a purpose': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const now = given.world.clock.now()
    const taken = await inWork(given, organization.id, async (tx) => {
      await tx.mailedCodes.put(codeFor(given, owner, { mac: 'older', triesLeft: 0 }))
      await tx.mailedCodes.put(codeFor(given, owner, { purpose: 'verify', mac: 'verifying' }))
      await tx.mailedCodes.put(codeFor(given, owner, { mac: 'newer' }))
      return tx.mailedCodes.takeTry(owner.id, 'reset', now)
    })
    given.expect(taken?.mac).toBe('newer')
  },
})

/** What every `SecondFactorStore` promises. */
export const secondFactorContract = contractOf('SecondFactorStore', {
  'keeps a proposed secret apart from the one that counts': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const states = await inWork(given, organization.id, async (tx) => {
      const { secondFactors } = tx
      const before = await secondFactors.find(owner.id)
      await secondFactors.propose(owner.id, 'first')
      const proposed = await secondFactors.find(owner.id)
      await secondFactors.activate(owner.id, [])
      await secondFactors.propose(owner.id, 'second')
      return [before, proposed, await secondFactors.find(owner.id)]
    })
    given
      .expect(states)
      .toEqual([
        NO_SECOND_FACTOR,
        { ...NO_SECOND_FACTOR, pendingSecret: 'first' },
        { ...NO_SECOND_FACTOR, secret: 'first', pendingSecret: 'second' },
      ])
    const account = await given.storage.signInDirectory.account(owner.email)
    given.expect(account?.totpSecret).toBe('first')
  },

  'takes each step once, and none before it': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    await inWork(given, organization.id, (tx) => tx.secondFactors.propose(owner.id, 'sealed'))
    const take = (step: number) =>
      inWork(given, organization.id, (tx) => tx.secondFactors.takeStep(owner.id, step))
    const atOnce = await Promise.all([take(7), take(7), take(7)])
    given.expect(atOnce.filter((taken) => taken)).toHaveLength(1)
    given.expect([await take(6), await take(7), await take(8)]).toEqual([false, false, true])
  },

  'takes no step of a member who has no secret': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    given
      .expect(await inWork(given, organization.id, (tx) => tx.secondFactors.takeStep(owner.id, 7)))
      .toBe(false)
  },

  'takes each recovery code once, and only the newest ones': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    await inWork(given, organization.id, async ({ secondFactors }) => {
      await secondFactors.propose(owner.id, 'first')
      await secondFactors.activate(owner.id, ['old'])
      await secondFactors.propose(owner.id, 'second')
      await secondFactors.activate(owner.id, ['a', 'b'])
    })
    const use = (digest: string) =>
      inWork(given, organization.id, (tx) => tx.secondFactors.useRecoveryCode(owner.id, digest))
    const atOnce = await Promise.all([use('a'), use('a')])
    given.expect(atOnce.filter((used) => used)).toHaveLength(1)
    given.expect([await use('old'), await use('b'), await use('b')]).toEqual([false, true, false])
  },
})

/** What every `SignInDirectory`, `SignInAttempts` and `InstallationKeys` promises. */
export const signInContract = contractOf('SignInAttempts', {
  'leads from an e-mail address to a member': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const hash = await inWork(given, organization.id, (tx) => tx.members.passwordHash(owner.id))
    const { signInDirectory } = given.storage
    given
      .expect(await signInDirectory.account(owner.email))
      .toEqual({ organization, member: owner, passwordHash: hash, totpSecret: null })
    given.expect(await signInDirectory.account('nobody@nowhere.test')).toBeNull()
  },

  'lets through as many attempts as may fail, however many come at once': async (given) => {
    const { signInAttempts } = given.storage
    const [key, now] = [given.world.ids.next(), given.world.clock.now()]
    const taken = await Promise.all(
      Array.from({ length: MOST_FAILURES + 5 }, () => signInAttempts.take(key, now)),
    )
    given.expect(taken.filter((one) => one)).toHaveLength(MOST_FAILURES)
    given.expect(await signInAttempts.take(key, now + LOCKOUT - 1)).toBe(false)
    given.expect(await signInAttempts.take(given.world.ids.next(), now)).toBe(true)
    given.expect(await signInAttempts.take(key, now + LOCKOUT)).toBe(true)
  },

  'counts no attempt that was given back, and none that was forgiven': async (given) => {
    const { signInAttempts } = given.storage
    const [key, now] = [given.world.ids.next(), given.world.clock.now()]
    const takeAll = async () => {
      for (let count = 0; count < MOST_FAILURES; count += 1) await signInAttempts.take(key, now)
    }
    await takeAll()
    await signInAttempts.giveBack(key)
    given
      .expect([await signInAttempts.take(key, now), await signInAttempts.take(key, now)])
      .toEqual([true, false])
    await signInAttempts.forgive(key)
    await takeAll()
    given.expect(await signInAttempts.take(key, now)).toBe(false)
    await signInAttempts.giveBack(given.world.ids.next())
  },

  'forgets failures a while after the last one': async (given) => {
    const { signInAttempts } = given.storage
    const [key, now] = [given.world.ids.next(), given.world.clock.now()]
    await signInAttempts.take(key, now)
    given.expect(await signInAttempts.forget(now + LOCKOUT, 1_000)).toBeGreaterThan(0)
    given.expect(await signInAttempts.forget(now + LOCKOUT, 1_000)).toBe(0)
  },

  'keeps the keys of the installation, each as it was first kept': async (given) => {
    const { installationKeys } = given.storage
    const now = given.world.clock.now()
    const key = (content: string, createdAt: number) => ({
      id: given.world.ids.next(),
      purpose: 'access-tokens' as const,
      content,
      createdAt,
    })
    const [older, newer] = [key('older', now), key('newer', now + 1)]
    await installationKeys.insert(older)
    await installationKeys.insert(newer)
    await installationKeys.insert({ ...older, content: 'other' })
    const own = async () =>
      (await installationKeys.list('access-tokens')).filter(({ id }) =>
        [older.id, newer.id].some((one) => one === id),
      )
    given.expect(await own()).toEqual([newer, older])
    await installationKeys.remove(older.id)
    given.expect(await own()).toEqual([newer])
    await installationKeys.remove(newer.id)
  },
})

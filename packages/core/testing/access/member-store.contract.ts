import { EMPTY_PROFILE } from '../../src/index.ts'
import { reassignedFacts } from '../conversations/facts.ts'
import { recordIn } from '../conversations/recording.ts'
import { credentialOf, newMember, secretsOf } from '../drafts.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'

/** What every `MemberStore` promises. */
export const memberStoreContract = contractOf('MemberStore', {
  'keeps and numbers a member': async (given) => {
    const { organization } = await seedOrganization(given)
    const draft = newMember(given, organization.id, {
      name: 'Zoë',
      displayName: 'Zo',
      role: 'administrator',
      availability: 'busy',
      autoOffline: true,
      confirmed: false,
    })
    const inserted = await inWork(given, organization.id, async (tx) =>
      succeeded(await tx.members.insert(draft, secretsOf(given, draft, draft.id))),
    )
    given.expect(inserted).toEqual({ ...draft, number: inserted.number })
    const found = await inWork(given, organization.id, (tx) => tx.members.find(draft.id))
    given.expect(found).toEqual(inserted)
  },

  'makes what the member signs in with lead to it': async (given) => {
    const { organization } = await seedOrganization(given)
    const draft = newMember(given, organization.id)
    const inserted = await inWork(given, organization.id, async (tx) =>
      succeeded(await tx.members.insert(draft, secretsOf(given, draft, `token ${draft.id}`))),
    )
    const digest = given.world.secrets.digest(`token ${draft.id}`)
    given.expect(await given.storage.directory.identify(digest)).toEqual({
      kind: 'member',
      organization,
      member: { member: inserted, inboxIds: [], teamIds: [] },
      agentIdentity: null,
    })
  },

  'finds those of the numbers that are members, in the order of their numbers': async (given) => {
    const { agents, organization, owner } = await seedOrganization(given, { agents: 3 })
    const members = [owner, ...agents].toSorted((left, right) => left.number - right.number)
    given.expect(new Set(members.map(({ number }) => number)).size).toBe(4)
    const numbers = [...members.map(({ number }) => number).toReversed(), 2_000_000_000]
    const found = await inWork(given, organization.id, (tx) => tx.members.findByNumbers(numbers))
    given.expect(found).toEqual(members)
    given.expect(await inWork(given, organization.id, (tx) => tx.members.findByNumbers([]))).toEqual([])
  },

  'refuses an e-mail address that anybody on the installation has, and works on': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const taken = newMember(given, organization.id, { email: other.owner.email })
    const free = newMember(given, organization.id)
    const [refused, kept] = await inWork(given, organization.id, async (tx) => [
      await tx.members.insert(taken, secretsOf(given, taken, taken.id)),
      await tx.members.insert(free, secretsOf(given, free, free.id)),
    ])
    given
      .expect(refused)
      .toEqual({ ok: false, error: { code: 'member/email-taken', email: other.owner.email } })
    given.expect(kept?.ok).toBe(true)
    const members = await given.storage.memberQueries.list(organization.id)
    given.expect(members.map(({ id }) => id)).toContain(free.id)
    given.expect(members.map(({ id }) => id)).not.toContain(taken.id)
  },

  'of two at the same moment with one e-mail address refuses one': async (given) => {
    const seeded = [await seedOrganization(given), await seedOrganization(given)]
    const email = `${given.world.ids.next()}@acme.test`
    const inserted = await Promise.all(
      seeded.map(({ organization }) => {
        const draft = newMember(given, organization.id, { email })
        return given.storage.unitOfWork.run(organization.id, (tx) =>
          tx.members.insert(draft, secretsOf(given, draft, draft.id)),
        )
      }),
    )
    given.expect(inserted.filter(({ ok }) => ok)).toHaveLength(1)
    given
      .expect(inserted.find(({ ok }) => !ok))
      .toEqual({ ok: false, error: { code: 'member/email-taken', email } })
  },

  'shows nothing of another organization': async (given) => {
    const { owner } = await seedOrganization(given)
    const other = await seedOrganization(given)
    given.expect(await inWork(given, other.organization.id, (tx) => tx.members.find(owner.id))).toBeNull()
    const found = await inWork(given, other.organization.id, (tx) => tx.members.findByNumbers([owner.number]))
    given.expect(found.filter(({ organizationId }) => organizationId !== other.organization.id)).toEqual([])
  },

  'changes a member, whose old e-mail address is free then': async (given) => {
    const { organization, owner, agents } = await seedOrganization(given)
    const email = `${given.world.ids.next()}@acme.test`
    const changed = { ...owner, name: 'Other', role: 'administrator', email, availability: 'busy' } as const
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const answers = await inWork(given, organization.id, async (tx) => [
      await tx.members.update({ ...changed, number: 999_999 }),
      await tx.members.update({ ...agent, email: owner.email }),
    ])
    given.expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    const { findByNumber } = given.storage.memberQueries
    given.expect(await findByNumber(organization.id, owner.number)).toEqual(changed)
    given.expect((await findByNumber(organization.id, agent.number))?.email).toBe(owner.email)
  },

  'refuses to give a member the e-mail address of somebody else': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const refused = await inWork(given, organization.id, (tx) =>
      tx.members.update({ ...owner, email: other.owner.email }),
    )
    given
      .expect(refused)
      .toEqual({ ok: false, error: { code: 'member/email-taken', email: other.owner.email } })
  },

  'removes a member, and conversations go on naming it': async (given) => {
    const seeded = await seedOrganization(given, { agents: 1 })
    const { organization, inbox, conversation, tokens } = seeded
    const [agent] = seeded.agents
    if (!agent) throw new Error('There is an agent')
    await recordIn(given, conversation.conversation, (state) => reassignedFacts(given, state, agent))
    const { id } = conversation.conversation
    await inWork(given, organization.id, async (tx) => {
      await tx.participants.add(id, [agent.id, seeded.owner.id], given.world.clock.now())
      await tx.members.remove(agent.id, given.world.clock.now())
    })
    const left = await inWork(given, organization.id, (tx) => tx.participants.of(id))
    given.expect(left).toEqual([seeded.owner])
    const { memberQueries, directory, conversationQueries } = given.storage
    given.expect(await memberQueries.findByNumber(organization.id, agent.number)).toBeNull()
    given.expect(await memberQueries.list(organization.id)).toEqual([seeded.owner])
    given.expect(await memberQueries.ofInbox(organization.id, inbox.id)).toEqual([])
    given.expect(await directory.identify(given.world.secrets.digest(tokens.agents[0] ?? ''))).toBeNull()
    const state = await conversationQueries.find(organization.id, conversation.conversation)
    given.expect(state?.assignee).toEqual(agent)
    const found = await inWork(given, organization.id, async (tx) => [
      await tx.members.find(agent.id),
      ...(await tx.members.findByNumbers([agent.number])),
    ])
    given.expect(found).toEqual([null])
    const again = newMember(given, organization.id, { email: agent.email })
    const inserted = await inWork(given, organization.id, (tx) =>
      tx.members.insert(again, secretsOf(given, again, again.id)),
    )
    given.expect(inserted.ok).toBe(true)
  },

  'knows who can administrate': async (given) => {
    const { organization, owner, agents } = await seedOrganization(given, { agents: 2 })
    const [agent, other] = agents
    if (!agent || !other) throw new Error('There are two agents')
    const locked = await inWork(given, organization.id, async (tx) => {
      await tx.members.update({ ...agent, role: 'administrator' })
      await tx.members.update({ ...other, role: 'administrator' })
      await tx.members.remove(other.id, given.world.clock.now())
      return tx.members.lockAdministrators()
    })
    given.expect(locked.toSorted((left, right) => (left.id < right.id ? -1 : 1))).toEqual(
      [
        { id: owner.id, role: 'owner' },
        { id: agent.id, role: 'administrator' },
      ].toSorted((left, right) => (left.id < right.id ? -1 : 1)),
    )
  },

  'lets one of two go who would both be the last administrator': async (given) => {
    const { organization, owner, agents } = await seedOrganization(given, { agents: 1 })
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    await inWork(given, organization.id, (tx) => tx.members.update({ ...agent, role: 'administrator' }))
    const left = await Promise.all(
      [owner, agent].map(({ id }) =>
        inWork(given, organization.id, async (tx) => {
          const others = (await tx.members.lockAdministrators()).filter((other) => other.id !== id)
          if (others.length > 0) await tx.members.remove(id, given.world.clock.now())
          return others.length
        }),
      ),
    )
    given.expect(left.toSorted()).toEqual([0, 1])
  },

  'keeps passwords apart': async (given) => {
    const { organization, agents } = await seedOrganization(given, { agents: 1 })
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const hashes = await inWork(given, organization.id, async (tx) => {
      const none = await tx.members.passwordHash(agent.id)
      await tx.members.setPasswordHash(agent.id, 'one')
      await tx.members.setPasswordHash(agent.id, 'two')
      return [none, await tx.members.passwordHash(agent.id)]
    })
    given.expect(hashes).toEqual([null, 'two'])
  },

  'replaces what a member calls in with': async (given) => {
    const { organization, owner, tokens } = await seedOrganization(given)
    const credential = credentialOf(given, owner, `new ${owner.id}`)
    await inWork(given, organization.id, (tx) => tx.members.replaceCredentials(owner.id, [credential]))
    const identify = (token: string) => given.storage.directory.identify(given.world.secrets.digest(token))
    given.expect(await identify(tokens.owner)).toBeNull()
    given.expect((await identify(`new ${owner.id}`))?.member?.member).toEqual(owner)
  },

  'keeps what a member keeps about itself': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const profile = {
      messageSignature: 'Regards',
      uiSettings: { theme: 'dark' },
      customAttributes: { phone_number: '+15550000001' },
      pubsubToken: 'pubsub',
      activeAt: given.world.clock.now(),
    }
    const [before, after] = await inWork(given, organization.id, async (tx) => {
      const none = await tx.members.profile(owner.id)
      await tx.members.setProfile(owner.id, EMPTY_PROFILE)
      await tx.members.setProfile(owner.id, profile)
      return [none, await tx.members.profile(owner.id)]
    })
    given.expect(before).toEqual(EMPTY_PROFILE)
    given.expect(after).toEqual(profile)
  },

  'leads nowhere from what a disabled member signs in with, until it is let in again': async (given) => {
    const { organization, agents, tokens } = await seedOrganization(given, { agents: 1 })
    const [agent, token] = [agents[0], tokens.agents[0]]
    if (!agent || !token) throw new Error('There is an agent')
    const { directory, memberQueries } = given.storage
    const found = async () => (await directory.identify(given.world.secrets.digest(token)))?.member?.member
    given.expect(await found()).toEqual(agent)
    const disabled = { ...agent, disabledAt: given.world.clock.now() }
    await inWork(given, organization.id, (tx) => tx.members.update(disabled))
    given.expect(await found()).toBeUndefined()
    given.expect(await memberQueries.findByNumber(organization.id, agent.number)).toEqual(disabled)
    await inWork(given, organization.id, (tx) => tx.members.update(agent))
    given.expect(await found()).toEqual(agent)
  },

  'counts no disabled administrator among those who are left': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const other = newMember(given, organization.id, { role: 'administrator', disabledAt: 1_000 })
    await inWork(given, organization.id, (tx) => tx.members.insert(other, secretsOf(given, other, other.id)))
    const left = await inWork(given, organization.id, (tx) => tx.members.lockAdministrators())
    given.expect(left).toEqual([{ id: owner.id, role: 'owner' }])
  },
})

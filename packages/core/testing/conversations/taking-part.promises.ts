import { MINUTE } from '../../src/index.ts'
import type { Promises } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { reassignedFacts } from './facts.ts'
import { someMember } from './listing.ts'
import { recordIn, say, startConversation } from './recording.ts'

/** Who takes part in a conversation, what is about to be said in it, and when it is to wake up. */
export const takingPart: Promises = {
  'knows who takes part: those who were added, and whoever holds it or held it': async (given) => {
    const { agents, conversation, organization, owner } = await seedOrganization(given)
    const { id } = conversation.conversation
    const { participants } = given.storage.conversationQueries
    const at = given.world.clock.now() - MINUTE
    given.expect(await participants(organization.id, id)).toEqual([])
    await inWork(given, organization.id, async (tx) => {
      await tx.participants.add(id, [owner.id], at)
      await tx.participants.add(id, [owner.id], at)
      given.expect(await tx.participants.of(id)).toEqual([owner])
    })
    for (const agent of agents)
      await recordIn(given, conversation.conversation, (state) => reassignedFacts(given, state, agent))
    await recordIn(given, conversation.conversation, (state) =>
      reassignedFacts(given, state, someMember(agents)),
    )
    given.expect(await participants(organization.id, id)).toEqual([owner, ...agents])
    await inWork(given, organization.id, (tx) => tx.participants.remove(id, [owner.id, owner.id]))
    given.expect(await participants(organization.id, id)).toEqual(agents)
    const other = await seedOrganization(given)
    given.expect(await participants(other.organization.id, id)).toEqual([])
  },

  'keeps one draft for each conversation': async (given) => {
    const seeded = await seedOrganization(given)
    const { conversation, organization } = seeded
    const other = await startConversation(given, seeded)
    const { id } = conversation.conversation
    const { draft } = given.storage.conversationQueries
    const at = given.world.clock.now()
    given.expect(await draft(organization.id, id)).toBeNull()
    await inWork(given, organization.id, (tx) => tx.drafts.save(id, 'Dear', at))
    await inWork(given, organization.id, (tx) => tx.drafts.save(id, 'Dear Grüße', at + 1))
    given.expect(await draft(organization.id, id)).toBe('Dear Grüße')
    given.expect(await draft(organization.id, other.conversation.id)).toBeNull()
    await inWork(given, organization.id, (tx) => tx.drafts.remove(id))
    given.expect(await draft(organization.id, id)).toBeNull()
  },

  'finds snoozed conversations that are to open, the longest overdue first': async (given) => {
    const seeded = await seedOrganization(given)
    const quiet = await seedOrganization(given)
    const now = given.world.clock.now() + 60 * MINUTE
    const snooze = async (ground: typeof seeded, snoozedUntil: number | null, status = 'snoozed' as const) =>
      (await startConversation(given, ground, { status, snoozedUntil })).conversation.id
    const later = await snooze(seeded, now)
    const sooner = await snooze(seeded, now - MINUTE)
    await snooze(seeded, now + 1)
    await snooze(seeded, null)
    await snooze(quiet, now + 1)
    const { organizationsToWake, conversationsToWake } = given.storage.conversationQueries
    given.expect(await conversationsToWake(seeded.organization.id, now, 10)).toEqual([sooner, later])
    given.expect(await conversationsToWake(seeded.organization.id, now, 1)).toEqual([sooner])
    given.expect(await conversationsToWake(quiet.organization.id, now, 10)).toEqual([])
    const organizations = await organizationsToWake(now, 100)
    given.expect(organizations).toContain(seeded.organization.id)
    given.expect(organizations).not.toContain(quiet.organization.id)
  },

  'tells what the contact said last, and how much in the second before': async (given) => {
    const seeded = await seedOrganization(given)
    const { conversation, organization, owner } = seeded
    const { number } = conversation.conversation
    const start = given.world.clock.now()
    const { lastIncoming } = given.storage.conversationQueries
    given.expect(await lastIncoming(organization.id, number)).toBeNull()
    await say(given, await startConversation(given, seeded), { createdAt: start + MINUTE })
    await say(given, conversation, { createdAt: start })
    await say(given, conversation, { createdAt: start + 500 })
    await say(given, conversation, { createdAt: start + 1_000 })
    await say(
      given,
      conversation,
      { kind: 'outgoing', createdAt: start + 5_000 },
      { type: 'member', member: owner },
    )
    given.expect(await lastIncoming(organization.id, number)).toEqual({ at: start + 1_000, unseen: 2 })
    given.expect(await lastIncoming(organization.id, 999_999)).toBeNull()
  },
}

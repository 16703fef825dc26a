import {
  type ConversationFilter,
  type ConversationState,
  type ConversationStatus,
  type InboxId,
  type Member,
  NO_FILTER,
} from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { addContact, addInbox, type Seeded, seedOrganization } from '../seed.ts'
import { madeFact, messageFact, reassignedFacts, releasedFact, startedFact } from './facts.ts'
import { recordIn, recordStartIn, startConversation } from './recording.ts'

const STATUSES: readonly ConversationStatus[] = ['open', 'resolved', 'pending', 'snoozed']
const STEPS = 60

/** The same numbers on each run, with nothing regular about them. */
const chances = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const pick = <T>(items: readonly T[], at: number): T => {
  const item = items[at % items.length]
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}

/** One change of a conversation, of every kind that may or may not move a count. */
const happen = (given: Given, state: ConversationState, kind: number, member: Member) => {
  switch (kind) {
    case 0:
      return [messageFact(given, state)]
    case 1:
      return state.assignment ? [releasedFact(given, state.assignment)] : []
    case 2:
    case 3:
      return reassignedFacts(given, state, member)
    case 4:
      return [{ type: 'conversation.removed', at: given.world.clock.now() } as const]
    default: {
      const to = pick(STATUSES, kind)
      const at = given.world.clock.now()
      return [{ type: 'conversation.status-changed', at, to, snoozedUntil: null } as const]
    }
  }
}

/** What the counts must be, found by looking at every conversation. */
const lookedThrough = async (
  given: Given,
  { organization }: Seeded,
  filter: ConversationFilter,
  me: Member,
) => {
  const states = await given.storage.conversationQueries.list(organization.id, {
    filter,
    assignee: { type: 'all' },
    sort: 'created_at_asc',
    page: 1,
    perPage: 1_000,
  })
  const held = states.filter(({ assignment }) => assignment !== null)
  return {
    mine: held.filter(({ assignment }) => assignment?.holder.id === me.id).length,
    assigned: held.length,
    unassigned: states.length - held.length,
    all: states.length,
  }
}

const mustAgree = async (given: Given, seeded: Seeded, inboxes: readonly InboxId[]) => {
  const { counts } = given.storage.conversationQueries
  const narrowed = [null, [], inboxes.slice(0, 1), inboxes.slice(1), inboxes]
  for (const status of [null, ...STATUSES]) {
    for (const inboxIds of narrowed) {
      const filter = { ...NO_FILTER, status, inboxIds }
      for (const me of [seeded.owner, pick(seeded.agents, 0)]) {
        given
          .expect(await counts(seeded.organization.id, filter, me.id))
          .toEqual(await lookedThrough(given, seeded, filter, me))
      }
    }
  }
}

/** What a conversation is started from, in each of two inboxes. */
const twoGrounds = async (given: Given, seeded: Seeded) => {
  const inbox = await addInbox(given, seeded.organization.id)
  const { contactPoint } = await addContact(given, inbox)
  return [seeded, { ...seeded, inbox, contactPoint }] as const
}

/** That counts are those of a full look, whatever happened before. */
export const counting: Promises = {
  'counts what is there after any sequence of changes': async (given) => {
    const seeded = await seedOrganization(given)
    const grounds = await twoGrounds(given, seeded)
    const members = [seeded.owner, ...seeded.agents]
    const chance = chances(7)
    const states = [seeded.conversation]
    for (let step = 0; step < STEPS; step += 1) {
      if (chance(4) === 0) {
        const status = pick(STATUSES, chance(4))
        states.push(await startConversation(given, pick(grounds, chance(2)), { status }))
      } else {
        const member = pick(members, chance(3))
        const kind = chance(8)
        const { conversation } = pick(states, chance(states.length))
        await recordIn(given, conversation, (state) => happen(given, state, kind, member))
      }
    }
    await mustAgree(
      given,
      seeded,
      grounds.map(({ inbox }) => inbox.id),
    )
  },

  'counts what is there after many changes at once': async (given) => {
    const seeded = await seedOrganization(given)
    const grounds = await twoGrounds(given, seeded)
    const members = [seeded.owner, ...seeded.agents]
    const chance = chances(11)
    const { conversation } = seeded.conversation
    await Promise.all(
      Array.from({ length: STEPS }, (_, at) => {
        const member = pick(members, chance(3))
        const kind = chance(8)
        if (at % 3 > 0) return recordIn(given, conversation, (state) => happen(given, state, kind, member))
        const ground = pick(grounds, chance(2))
        const started = startedFact(given, ground, { status: pick(STATUSES, kind) })
        return recordStartIn(given, ground, () => [
          started,
          ...(kind % 2 === 0 ? [madeFact(given, started.conversation, member)] : []),
        ])
      }),
    )
    await mustAgree(
      given,
      seeded,
      grounds.map(({ inbox }) => inbox.id),
    )
  },

  'counts nothing of what was refused': async (given) => {
    const seeded = await seedOrganization(given)
    await recordIn(given, seeded.conversation.conversation, () => ({ code: 'test/refused' }))
    await recordStartIn(given, seeded, () => ({ code: 'test/refused' }))
    await mustAgree(given, seeded, [seeded.inbox.id])
    given
      .expect(await given.storage.conversationQueries.counts(seeded.organization.id, NO_FILTER, null))
      .toEqual({ mine: 0, assigned: 0, unassigned: 1, all: 1 })
  },
}

import { CONVERSATION_LANGUAGE, type ConversationFilter, type Team } from '../../src/index.ts'
import { condition, read } from '../kernel/asking.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { type Seeded, seedOrganization } from '../seed.ts'
import { listed, startAll } from './listing.ts'
import { recordIn, say } from './recording.ts'

const addTeam = async (given: Given, { organization }: Seeded, name: string): Promise<Team> => {
  const now = given.world.clock.now()
  const made = { description: null, allowAutoAssign: false, icon: null, iconColor: null }
  const times = { createdAt: now, updatedAt: now }
  const id = given.world.ids.next<'team'>()
  const team = await inWork(given, organization.id, (tx) =>
    tx.teams.insert({ id, organizationId: organization.id, name, ...made, ...times }),
  )
  if (!team) throw new Error('The name is taken')
  return team
}

/** How lists know the teams that conversations are left to. */
export const leavingToTeam: Promises = {
  'narrows, filters and counts by team': async (given) => {
    const seeded = await seedOrganization(given)
    const [sales, support] = [await addTeam(given, seeded, 'sales'), await addTeam(given, seeded, 'support')]
    const [second, third] = await startAll(given, seeded, [{}, {}])
    if (!second || !third) throw new Error('There are two')
    const at = given.world.clock.now()
    for (const { conversation } of [second, third])
      succeeded(
        await recordIn(given, conversation, () => [{ type: 'conversation.team-changed', at, team: sales }]),
      )
    const narrowed = (filter: Partial<ConversationFilter>) => listed(given, seeded, { filter })
    const filtered = (operator: string, ...values: readonly number[]) =>
      narrowed({ conditions: read(CONVERSATION_LANGUAGE, condition('team_id', operator, values)) })
    given.expect(await narrowed({ teamId: sales.id })).toEqual([2, 3])
    given.expect(await narrowed({ teamId: support.id })).toEqual([])
    given.expect(await filtered('equal_to', sales.number)).toEqual([2, 3])
    given.expect(await filtered('not_equal_to', support.number)).toEqual([2, 3])
    given.expect(await filtered('is_not_present')).toEqual([1])
    await say(given, second)
    const { teams } = await given.storage.conversationQueries.unread(seeded.organization.id, null)
    given.expect(Object.fromEntries(teams)).toEqual({ [sales.number]: 1 })
  },
}

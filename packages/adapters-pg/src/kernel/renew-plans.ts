import type { ClientBase } from 'pg'

interface PlanAge {
  uses: number
  renewal: number
}

const FIRST_RENEWAL = 8
const ages = new WeakMap<ClientBase, PlanAge>()

/**
 * A prepared statement keeps the plan that was good while its tables were small until their statistics are collected: a
 * minute later on a server, never on the embedded database. So a connection makes its plans anew after it was used 8
 * times, 16 times, 32 times and so on.
 */
export const renewPlans = async (client: ClientBase): Promise<void> => {
  const age = ages.get(client) ?? { uses: 0, renewal: FIRST_RENEWAL }
  ages.set(client, age)
  age.uses += 1
  if (age.uses < age.renewal) return
  age.renewal *= 2
  await client.query('discard plans')
}

import type { Pool } from 'pg'

/** The texts of all statements that go through the pool's connections, from now on. */
export const recordStatements = (pool: Pool): ReadonlySet<string> => {
  const statements = new Set<string>()
  pool.on('connect', (client) => {
    const query = client.query
    const recording = (...given: unknown[]): unknown => {
      const text = textOf(given[0])
      if (text !== null) statements.add(text.replace(/\s+/g, ' ').trim())
      return Reflect.apply(query, client, given)
    }
    Object.assign(client, { query: recording })
  })
  return statements
}

const textOf = (asked: unknown): string | null => {
  if (typeof asked === 'string') return asked
  if (typeof asked !== 'object' || asked === null || !('text' in asked)) return null
  return typeof asked.text === 'string' ? asked.text : null
}

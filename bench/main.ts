import { execFileSync } from 'node:child_process'
import { startPostgres } from '../tools/test-postgres/start-postgres.ts'
import { benchMessages } from './messages.ts'
import { benchPages } from './pages.ts'
import { benchProcess } from './process.ts'

const BENCHES = { messages: benchMessages, pages: benchPages, process: benchProcess }

// What is measured is what is published: the built server, not its sources.
execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })

const asked = process.argv.slice(2)
const names = Object.keys(BENCHES) as (keyof typeof BENCHES)[]
const unknown = asked.filter((name) => !names.some((known) => known === name))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  process.exit(1)
}

const postgres = await startPostgres()
try {
  for (const name of names) {
    if (asked.length === 0 || asked.includes(name)) await BENCHES[name](postgres.url)
  }
} finally {
  await postgres.stop()
}

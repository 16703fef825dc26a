import { readFile } from 'node:fs/promises'
import { databaseOn } from './database.ts'
import { median } from './load.ts'
import { prepare, startParlance } from './parlance.ts'

const STARTS = 3
const SETTLE = 5_000

/** Resident memory of a process, in MB; not a number where the system doesn't tell. */
const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** Prints how long the server takes to be ready on Postgres, and how much memory it holds when nobody asks it anything. */
export const benchProcess = async (postgres: string): Promise<void> => {
  const database = await databaseOn(postgres, 'bench_process')
  await prepare(database)
  const starts: number[] = []
  const memories: number[] = []
  for (let at = 0; at < STARTS; at += 1) {
    const server = await startParlance(database)
    starts.push(server.startedIn)
    await new Promise((resolve) => setTimeout(resolve, SETTLE))
    memories.push(await residentMegabytes(server.pid))
    await server.stop()
  }
  console.log('\nThe server on Postgres; medians of 3')
  console.log(`  ready after   ${Math.round(median(starts))} ms`)
  console.log(`  idle memory   ${Math.round(median(memories))} MB`)
}

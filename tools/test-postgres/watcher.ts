import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const GRACE_MS = 10_000

const [home] = process.argv.slice(2)
if (home === undefined) throw new Error('Which folder?')

// The pipe ends when the watched process lets go of it, or dies.
process.stdin.resume().once('close', () => void finish(home))

async function finish(directory: string): Promise<void> {
  const pid = await readPid(join(directory, 'data'))
  if (pid !== undefined) await end(pid)
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
}

/** Asks for a fast shutdown first, and for an immediate one when that takes too long. */
async function end(pid: number): Promise<void> {
  const deadline = Date.now() + GRACE_MS
  if (!signal(pid, 'SIGINT')) return
  while (signal(pid, 0)) {
    if (Date.now() > deadline) signal(pid, 'SIGQUIT')
    if (Date.now() > deadline + GRACE_MS) return
    await sleep(50)
  }
}

async function readPid(directory: string): Promise<number | undefined> {
  const content = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(content, 10)
  return pid > 0 ? pid : undefined
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

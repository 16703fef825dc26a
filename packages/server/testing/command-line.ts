import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../src/main.ts')

export type Settings = Readonly<Record<string, string>>

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The program in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** What it has written so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  readonly ended: Promise<Ended>
}

/** Starts `parlance` with these words; of the environment it sees the settings and nothing else. */
export const startCommand = (words: readonly string[], settings: Settings): Running => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings }
  const child = spawn(process.execPath, ['--conditions=source', MAIN, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text
    })
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...written }))
  return { child, stdout: () => written.stdout, stderr: () => written.stderr, ended }
}

/** Runs `parlance` with these words to its end. */
export const runCommand = (words: readonly string[], settings: Settings): Promise<Ended> =>
  startCommand(words, settings).ended

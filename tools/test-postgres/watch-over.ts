import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Watch {
  /** Makes the watcher do its work now, and resolves when it has gone. */
  release(): Promise<void>
}

/**
 * Starts a small process which ends the Postgres whose data is in `home`, and removes `home`, as soon as this
 * process is gone, however it went: the pipe between the two closes even when this one is killed.
 */
export function watchOver(home: string): Watch {
  const watcher = spawn(process.execPath, [join(import.meta.dirname, 'watcher.ts'), home], {
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.unref()
  const gone = once(watcher, 'exit')
  return {
    async release() {
      watcher.ref()
      watcher.stdin.end()
      await gone
    },
  }
}

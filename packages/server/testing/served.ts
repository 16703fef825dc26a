import { until } from '@parlance/core/testing'
import { type Ended, type Running, type Settings, startCommand } from './command-line.ts'

/** A server in a process of its own. */
export interface Served extends Running {
  readonly url: string
  /** Asks it to stop, and waits for that. */
  readonly stop: () => Promise<Ended>
  /** Ends it without a word, and waits for that. */
  readonly kill: () => Promise<void>
}

/** Starts `parlance serve` on a free port and waits until it says that it listens: its log level must let it. */
export const startServed = async (settings: Settings): Promise<Served> => {
  const running = startCommand(['serve'], { PORT: '0', ...settings })
  let over = false
  void running.ended.then(() => {
    over = true
  })
  await until('the server listens', () => over || urlIn(running.stdout()) !== null).catch(() => {
    running.child.kill('SIGKILL')
  })
  const url = urlIn(running.stdout())
  if (url === null) throw new Error(`The server did not start:\n${running.stderr()}${running.stdout()}`)
  const end = (signal: NodeJS.Signals) => {
    running.child.kill(signal)
    return running.ended
  }
  return {
    ...running,
    url,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL')
    },
  }
}

const urlIn = (log: string): string | null => /"url":"([^"]+)".*"msg":"Listening"/.exec(log)?.[1] ?? null

/** Starts a server for one test, and kills it afterwards if it still runs. */
export const serving = async (settings: Settings, test: (served: Served) => Promise<void>): Promise<void> => {
  const served = await startServed(settings)
  try {
    await test(served)
  } finally {
    await served.kill()
  }
}

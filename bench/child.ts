import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { NODE_FLAGS } from './node-flags.ts'

export interface BenchServer {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

const START_TIMEOUT = 20_000

/** Starts a server of `bench/servers` in a process of its own. */
export const startChild = (script: string, env: Record<string, string>): Promise<BenchServer> =>
  new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(`./servers/${script}`, import.meta.url))
    const child = fork(path, {
      execArgv: [...process.execArgv, ...NODE_FLAGS],
      env: { ...process.env, NODE_ENV: 'production', ...env },
    })
    const timer = setTimeout(() => reject(new Error(`${script} did not start`)), START_TIMEOUT)
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
    child.once('message', (message) => {
      clearTimeout(timer)
      const { port } = message as { port: number }
      resolve({
        url: `http://127.0.0.1:${port}`,
        pid: child.pid ?? 0,
        stop: () => stopChild(child),
      })
    })
  })

const STOP_TIMEOUT = 15_000

/** Ends a process in order, and by force when it does not. */
export const stopChild = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })

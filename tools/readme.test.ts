import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { freePort } from './test-postgres/free-port.ts'

const ROOT = join(import.meta.dirname, '..')
const PATIENCE = 120_000

/** The lines that the README tells to paste, block by block, in its walkthrough. */
const walkthrough = (): readonly string[] => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const section = text.split('## The first five minutes')[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
}

const home = mkdtempSync(join(tmpdir(), 'parlance-readme-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/**
 * A script of the blocks as they are printed, but for the ports, which may be taken here, and for `npm ci`, which was done.
 * What the README says to type in terminals of their own runs in the background.
 */
const scriptOf = ([start = '', listen = '', ...rest]: readonly string[], ports: readonly [number, number]) =>
  [
    'set -euo pipefail',
    start
      .replace('npm ci\n', '')
      .replace(/^(.*)npm start$/m, 'PORT=3000 PARLANCE_LOG_LEVEL=warn $1npm start > server.log 2>&1 &'),
    `${listen.trimEnd()} > webhooks.log 2>&1 &`,
    'for _ in $(seq 1 300); do curl -sf http://127.0.0.1:3000/readyz > /dev/null && break; sleep 0.2; done',
    ...rest,
    'for _ in $(seq 1 50); do grep -q "It leaves" webhooks.log && break; sleep 0.1; done',
    'cat webhooks.log',
  ]
    .join('\n')
    .replaceAll(':3000', `:${ports[0]}`)
    .replaceAll('PORT=3000', `PORT=${ports[0]}`)
    .replaceAll(':4000', `:${ports[1]}`)
    .replaceAll('listen(4000)', `listen(${ports[1]})`)

const bash = (script: string): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const child = spawn('bash', ['-c', script], { cwd: home, detached: true, env: cleanEnv() })
    let output = ''
    const gather = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', gather)
    child.stderr.on('data', gather)
    const timer = setTimeout(() => endGroup(child.pid), PATIENCE - 5_000)
    child.on('exit', (code) => {
      clearTimeout(timer)
      // What the script began in the background is in its process group.
      endGroup(child.pid)
      resolve({ code, output })
    })
  })

const endGroup = (leader: number | undefined): void => {
  try {
    if (leader) process.kill(-leader, 'SIGKILL')
  } catch {
    // Nothing of it is left.
  }
}

const cleanEnv = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(PARLANCE_|DATABASE_URL|TEST_DATABASE_URL|NODE_OPTIONS|npm_)/.test(name),
    ),
  )

describe('the README’s first five minutes', () => {
  it(
    'do what they say, pasted as they are printed',
    async () => {
      for (const name of ['package.json', 'packages', 'tsconfig.base.json']) {
        if (name === 'package.json') cpSync(join(ROOT, name), join(home, name))
        else symlinkSync(join(ROOT, name), join(home, name))
      }
      symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'))
      const script = scriptOf(walkthrough(), [await freePort(), await freePort()])
      const { code, output } = await bash(script)
      expect(output).toContain("[ 'Where is my order?', 'It leaves our warehouse today.' ]")
      expect(output).toContain('message_created It leaves our warehouse today.')
      const posted = [...output.matchAll(/\{"id":(\d+),"content":"Where is my order\?"/g)]
      expect(posted).toHaveLength(2)
      expect(new Set(posted.map(([, id]) => id)).size).toBe(1)
      expect(code).toBe(0)
    },
    PATIENCE,
  )
})

import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '..')
const PACKAGES = [
  'core',
  'contracts',
  'adapters-pg',
  'adapters-http',
  'adapters-webhook',
  'adapters-blob',
  'adapters-mail',
  'adapters-gateway',
  'server',
]
const EMBED = join(ROOT, 'examples', 'embed')
/** Building, packing and installing; npm may have to fetch what the packages depend on. */
const PATIENCE = 300_000

const home = mkdtempSync(join(tmpdir(), 'parlance-packages-'))

const npm = (words: readonly string[], cwd: string) => run('npm', [...words], { cwd, timeout: PATIENCE })

/** Runs a program in the empty folder, with Node as whoever installs the packages runs it. */
const embed = async (program: string): Promise<string> => {
  cpSync(join(EMBED, program), join(home, program))
  const { stdout } = await run(process.execPath, [program], { cwd: home, timeout: PATIENCE })
  return stdout
}

beforeAll(async () => {
  await npm(['run', 'build'], ROOT)
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name: 'embedder', private: true, type: 'module' }),
  )
  const packed = await npm(
    ['pack', '--json', '--pack-destination', home, ...PACKAGES.map((name) => `./packages/${name}`)],
    ROOT,
  )
  const listing: unknown = JSON.parse(packed.stdout)
  const tarballs = Object.values(listing as Record<string, { filename: string }>).map(
    ({ filename }) => `./${filename}`,
  )
  await npm(['install', '--no-audit', '--no-fund', ...tarballs], home)
}, PATIENCE)

afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('the packages, installed in an empty folder', () => {
  it.each([
    ['memory.mjs', 'Conversation 1 with contact 1'],
    ['pglite.mjs', 'Inbox 1 of Acme'],
  ])(
    'embed the engine in at most 15 lines: %s',
    async (program, said) => {
      const lines = readFileSync(join(EMBED, program), 'utf8').trimEnd().split('\n')
      expect(lines.length).toBeLessThanOrEqual(15)
      expect((await embed(program)).trim()).toBe(said)
    },
    PATIENCE,
  )

  it(
    'bring the command line',
    async () => {
      const { stdout } = await run(join(home, 'node_modules', '.bin', 'parlance'), ['--version'], {
        cwd: home,
        timeout: PATIENCE,
      })
      expect(stdout.trim()).toBe('0.1.0')
    },
    PATIENCE,
  )
})

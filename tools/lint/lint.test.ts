import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

const root = dirname(dirname(import.meta.dirname))
const ourRule = 'plugin'

/** A rule that never fires looks like a rule that is kept, so the ones that matter here are broken on purpose. */
const offences = [
  { rule: ourRule, file: 'packages/core/src/a.ts', line: 'export const now = () => Date.now()' },
  { rule: ourRule, file: 'packages/core/src/b.ts', line: 'export const now = () => new Date()' },
  { rule: ourRule, file: 'packages/core/src/c.ts', line: 'export const now = () => Date()' },
  { rule: ourRule, file: 'packages/core/src/d.ts', line: 'export const chance = () => Math.random()' },
  { rule: ourRule, file: 'packages/core/src/e.ts', line: 'export const clock = Date.now' },
  { rule: ourRule, file: 'packages/server/src/f.ts', line: "export type A = import('pg').Pool" },
  { rule: 'noExplicitAny', file: 'packages/core/src/g.ts', line: 'export type A = any' },
  { rule: 'noConsole', file: 'packages/adapters-pg/src/h.ts', line: "console.log('here')" },
  { rule: 'noDefaultExport', file: 'packages/core/src/i.ts', line: 'export default 1' },
  { rule: 'useFilenamingConvention', file: 'packages/core/src/camelCase.ts', line: 'export {}' },
  { rule: 'useNodejsImportProtocol', file: 'packages/server/src/j.ts', line: "export * from 'fs'" },
  {
    rule: 'useImportType',
    file: 'packages/server/src/k.ts',
    line: "import { A } from './a.ts'\nexport type B = A",
  },
  {
    rule: 'noFloatingPromises',
    file: 'packages/server/src/l.ts',
    line: 'const work = async (): Promise<void> => {}\nwork()',
  },
] as const

const allowed = {
  'packages/core/src/m.ts': 'export const at = (milliseconds: number) => new Date(milliseconds)',
  'packages/server/src/n.ts': 'export const now = () => Date.now()',
  'packages/server/src/main.ts': "console.log('here')",
}

describe('the linter', () => {
  let world: string
  let found: readonly { readonly rule: string; readonly file: string }[]

  beforeAll(async () => {
    world = await realpath(await mkdtemp(join(tmpdir(), 'parlance-lint-')))
    await build(world)
    found = lint(world)
  })

  afterAll(async () => {
    await rm(world, { recursive: true, force: true })
  })

  it.each(offences)('$rule catches `$line` in $file', ({ rule, file }) => {
    expect(found.filter((one) => one.file === file).map((one) => one.rule)).toContain(rule)
  })

  it.each(Object.keys(allowed))('leaves %s alone', (file) => {
    expect(found.filter((one) => one.file === file)).toEqual([])
  })
})

async function build(world: string): Promise<void> {
  const config = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
  const files: Record<string, string> = { ...allowed, 'biome.json': JSON.stringify({ ...config, vcs: {} }) }
  for (const { file, line } of offences) files[file] = line
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(world, file)), { recursive: true })
    await writeFile(join(world, file), `${content}\n`)
  }
  await symlink(join(root, 'tools'), join(world, 'tools'))
}

/** One entry for each diagnostic; Biome prints them in the form that GitHub reads. */
function lint(world: string) {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none', 'packages']
  const { stdout } = spawnSync(process.execPath, args, { cwd: world, encoding: 'utf8' })
  const diagnostics = stdout.matchAll(/^::\w+ title=(?:\w+\/)*(?<rule>\w+),file=(?<file>[^,]+),/gm)
  return [...diagnostics].map(({ groups }) => ({
    rule: groups?.['rule'] ?? '',
    file: relative(world, groups?.['file'] ?? ''),
  }))
}

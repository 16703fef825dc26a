import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import config from '../dependency-rule.config.ts'

/** A rule that never fires looks like a rule that is kept, so every one is broken here on purpose. */
const offences: readonly Offence[] = [
  { rule: 'core-is-pure', file: 'core/src/messages/a.ts', line: "import 'node:fs'" },
  { rule: 'core-is-pure', file: 'core/src/messages/b.ts', line: "import { z } from 'zod'" },
  { rule: 'core-is-pure', file: 'core/src/messages/c.ts', line: "import type { Pool } from 'pg'" },
  { rule: 'core-is-pure', file: 'core/src/messages/d.ts', line: "export * from '@parlance/contracts'" },
  { rule: 'core-is-pure', file: 'core/src/messages/e.ts', line: "import '../../testing/index.ts'" },
  { rule: 'core-testing-imports-core-only', file: 'core/testing/a.ts', line: "import '@jest/globals'" },
  { rule: 'core-testing-imports-core-only', file: 'core/testing/b.ts', line: "import 'node:crypto'" },
  {
    rule: 'capabilities-meet-at-the-index',
    file: 'core/src/messages/f.ts',
    line: "import '../contacts/inside.ts'",
  },
  {
    rule: 'capabilities-meet-at-the-index',
    file: 'adapters-pg/src/schema/a.ts',
    line: "import '../messages/inside.ts'",
  },
  {
    rule: 'capabilities-meet-at-the-index',
    file: 'adapters-http/src/apis/channel/messages/a.ts',
    line: "import '../../support/messages/inside.ts'",
  },
  {
    rule: 'capability-order',
    file: 'core/src/contacts/a.ts',
    line: "import type { A } from '../messages/index.ts'",
  },
  { rule: 'capability-order', file: 'core/src/webhooks/a.ts', line: "import '../analytics/index.ts'" },
  { rule: 'kernel-knows-no-capability', file: 'core/src/kernel/a.ts', line: "import '../access/index.ts'" },
  { rule: 'no-cycles', file: 'core/src/access/chicken.ts', line: "import './egg.ts'" },
  {
    rule: 'packages-meet-at-their-exports',
    file: 'adapters-pg/src/b.ts',
    line: "import '../../core/src/contacts/inside.ts'",
  },
  { rule: 'adapters-do-not-meet', file: 'adapters-http/src/a.ts', line: "import '@parlance/adapters-pg'" },
  { rule: 'contracts-read-core-only', file: 'contracts/src/a.ts', line: "import '@parlance/adapters-http'" },
  { rule: 'contracts-are-for-the-wire', file: 'adapters-pg/src/c.ts', line: "import '@parlance/contracts'" },
  { rule: 'server-is-the-root', file: 'adapters-http/src/b.ts', line: "import '@parlance/server'" },
  { rule: 'container-at-the-edge', file: 'adapters-pg/src/d.ts', line: "import 'inversify'" },
  { rule: 'container-at-the-edge', file: 'adapters-http/src/c.ts', line: "import 'reflect-metadata'" },
  { rule: 'sql-in-adapters-pg', file: 'adapters-http/src/d.ts', line: "import { sql } from 'kysely'" },
  { rule: 'sql-in-adapters-pg', file: 'adapters-webhook/src/a.ts', line: "import type { Pool } from 'pg'" },
  {
    rule: 'sql-in-adapters-pg',
    file: 'contracts/src/b.ts',
    line: "export const open = async () => await import('@electric-sql/pglite')",
  },
  {
    rule: 'express-in-adapters-http',
    file: 'adapters-webhook/src/b.ts',
    line: "import express from 'express'",
  },
  { rule: 'imports-resolve', file: 'adapters-pg/src/e.ts', line: "import 'no-such-package'" },
]

/** What the rules must leave alone. */
const allowed: Readonly<Record<string, string>> = {
  'core/src/index.ts': "export * from './messages/inside.ts'\nexport * from './analytics/index.ts'",
  'core/src/messages/g.ts':
    "import '../contacts/index.ts'\nimport '../kernel/result.ts'\nimport './inside.ts'",
  'core/src/messages/messages.test.ts': "import '@jest/globals'\nimport '@parlance/core/testing'",
  'core/testing/index.ts': "import '../src/index.ts'\nimport '@parlance/core'",
  'adapters-pg/src/f.ts': "import 'kysely'\nimport 'pg'\nimport '@parlance/core'",
  'adapters-pg/src/pg.module.ts': "import 'inversify'",
  'adapters-http/src/e.ts': "import 'express'\nimport '@parlance/contracts'\nimport 'node:http'",
  'adapters-webhook/src/c.ts': "import '@parlance/contracts'",
  'server/src/main.ts':
    "import 'inversify'\nimport 'kysely'\nimport 'express'\nimport '@parlance/adapters-pg'\nimport '@parlance/adapters-http'",
}

const scenery: Readonly<Record<string, string>> = {
  'core/src/access/egg.ts': "import './chicken.ts'",
  'core/src/access/index.ts': 'export {}',
  'core/src/analytics/index.ts': 'export {}',
  'core/src/contacts/index.ts': 'export {}',
  'core/src/contacts/inside.ts': 'export {}',
  'core/src/kernel/result.ts': 'export {}',
  'core/src/messages/index.ts': 'export type A = 1',
  'core/src/messages/inside.ts': 'export {}',
  'adapters-pg/src/messages/inside.ts': 'export {}',
  'adapters-http/src/apis/support/messages/inside.ts': 'export {}',
}

const packages = ['core', 'contracts', 'adapters-pg', 'adapters-http', 'adapters-webhook', 'server'] as const
const root = dirname(import.meta.dirname)
let world: string
let violations: readonly Violation[]

describe('the dependency rule', () => {
  beforeAll(async () => {
    world = await realpath(await mkdtemp(join(tmpdir(), 'parlance-dependency-rule-')))
    await build(world)
    violations = await cruise(world)
  })

  afterAll(async () => {
    await rm(world, { recursive: true, force: true })
  })

  it.each(offences)('$rule catches `$line` in $file', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toContain(rule)
  })

  it.each(Object.keys(allowed))('leaves %s alone', (file) => {
    expect(rulesBrokenBy(file)).toEqual([])
  })

  it('is broken on purpose in each of its parts', () => {
    expect(new Set(offences.map(({ rule }) => rule))).toEqual(
      new Set(config.forbidden?.map(({ name }) => name)),
    )
  })

  it('is kept by the packages', async () => {
    const found = await cruise(root)
    expect(found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  })
})

interface Offence {
  readonly rule: string
  readonly file: string
  readonly line: string
}

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

function rulesBrokenBy(file: string): readonly string[] {
  return violations.filter(({ from }) => from === `packages/${file}`).map(({ rule }) => rule.name)
}

/** Lays out the packages like the real ones, with the real npm packages beside them. */
async function build(folder: string): Promise<void> {
  const files: Record<string, string> = { ...scenery, ...allowed }
  for (const { file, line } of offences) files[file] = line
  for (const name of packages) {
    files[`${name}/package.json`] = JSON.stringify(manifestOf(name))
    files[`${name}/src/index.ts`] ??= 'export {}'
  }
  for (const [file, content] of Object.entries(files)) await write(join(folder, 'packages', file), content)

  await mkdir(join(folder, 'node_modules/@parlance'), { recursive: true })
  await mkdir(join(folder, 'node_modules/@electric-sql'))
  await mkdir(join(folder, 'node_modules/@jest'))
  for (const name of packages) {
    await symlink(join(folder, 'packages', name), join(folder, 'node_modules/@parlance', name))
  }
  for (const name of [
    '@electric-sql/pglite',
    '@jest/globals',
    'express',
    'inversify',
    'kysely',
    'pg',
    'reflect-metadata',
    'zod',
  ]) {
    await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name))
  }
}

function manifestOf(name: string): object {
  const testing = name === 'core' ? { './testing': './testing/index.ts' } : {}
  return { name: `@parlance/${name}`, type: 'module', exports: { '.': './src/index.ts', ...testing } }
}

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${content}\n`)
}

async function cruise(folder: string): Promise<readonly Violation[]> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const config = join(root, 'dependency-rule.config.ts')
  const args = [program, '--config', config, '--output-type', 'json', 'packages']
  const options = { cwd: folder, env: {}, maxBuffer: 256 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(process.execPath, args, options)
  return JSON.parse(stdout).summary.violations
}

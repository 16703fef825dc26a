import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { errorCode } from '../kernel/error-code.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { isRunning, ownIdentity } from './process-identity.ts'

const LOCK_FILE = 'lock'
const ATTEMPTS = 5

const lockSchema = z.object({ key: z.string(), pid: z.number().int(), started: z.string().nullable() })

/** A directory that is this process's alone until `release`. */
export interface DataDirectoryLock {
  readonly release: () => void
}

/**
 * Makes the directory if need be and takes it for this process: the embedded database breaks when two processes write it.
 * A lock whose process is gone, however it ended, is taken over.
 *
 * @throws OperatorError when another process, or another part of this one, has the directory.
 */
export const lockDataDirectory = (directory: string): DataDirectoryLock => {
  mkdirSync(directory, { recursive: true })
  const path = join(resolve(directory), LOCK_FILE)
  const text = JSON.stringify({ key: randomUUID(), ...ownIdentity() })
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (created(path, text)) return { release: () => release(path, text) }
    const found = contents(path)
    const holder = found === null ? null : holderIn(found)
    if (holder !== null && isRunning(holder)) throw inUse(directory, holder.pid)
    if (found !== null) removeStale(path, found)
  }
  throw inUse(directory, null)
}

const inUse = (directory: string, pid: number | null): OperatorError =>
  new OperatorError(
    `The data directory ${directory} is in use by ${pid === null ? 'another process' : `process ${pid}`}. The embedded database serves one process at a time: stop the other one, or set DATABASE_URL to use Postgres.`,
  )

/** The lock appears with all that is in it, so that nobody reads half of it. */
const created = (path: string, text: string): boolean => {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, text, { mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

const contents = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** Null for a lock that nobody can have written whole: its machine lost power. */
const holderIn = (text: string) => {
  try {
    return lockSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Of several that find the same stale lock, one moves it away; who moved a fresh one by mistake puts it back. */
const removeStale = (path: string, stale: string): void => {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if (contents(aside) !== stale) linkSync(aside, path)
  rmSync(aside, { force: true })
}

const release = (path: string, text: string): void => {
  if (contents(path) === text) rmSync(path, { force: true })
}

import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { OperatorError } from '../kernel/operator-error.ts'
import { lockDataDirectory } from './data-directory-lock.ts'
import { isRunning, ownIdentity } from './process-identity.ts'

describe('the lock of a data directory', () => {
  let directory: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parlance-lock-'))
  })

  afterEach(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  const leave = (text: string) => writeFile(join(directory, 'lock'), text)

  it('makes the directory, and leaves nothing behind but it', async () => {
    const nested = join(directory, 'a', 'b')
    const lock = lockDataDirectory(nested)
    expect(await readdir(nested)).toEqual(['lock'])
    lock.release()
    expect(await readdir(nested)).toEqual([])
  })

  it('is had by one at a time', () => {
    const lock = lockDataDirectory(directory)
    expect(() => lockDataDirectory(directory)).toThrow(OperatorError)
    expect(() => lockDataDirectory(directory)).toThrow(`in use by process ${process.pid}`)
    lock.release()
    lockDataDirectory(directory).release()
  })

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    await leave(JSON.stringify({ key: 'k', pid, started: null }))
    lockDataDirectory(directory).release()
    expect(await readdir(directory)).toEqual([])
  })

  it('is taken over from an earlier process that had the number of one that runs', async () => {
    await leave(JSON.stringify({ key: 'k', pid: process.pid, started: 'another boot 1' }))
    lockDataDirectory(directory).release()
  })

  it.each(['', '{', '{"pid":"x"}'])('is taken over when it reads %j', async (text) => {
    await leave(text)
    lockDataDirectory(directory).release()
  })

  it("is not released by one who doesn't have it any more", async () => {
    const lock = lockDataDirectory(directory)
    await leave('{}')
    lock.release()
    expect(await readdir(directory)).toEqual(['lock'])
  })
})

describe('a process', () => {
  it('is running, or not', () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    expect(isRunning(ownIdentity())).toBe(true)
    expect(isRunning({ pid, started: null })).toBe(false)
  })
})

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { createTestWorld } from '@parlance/core/testing'
import { createTemporaryDirectory, type TemporaryDirectory } from '../../testing/temporary-directory.ts'
import { createLogger } from '../logger.ts'
import { configuredMailer } from './configured-mailer.ts'

const directories: TemporaryDirectory[] = []
afterEach(async () => {
  for (const { remove } of directories.splice(0)) await remove()
})

const newDirectory = async () => {
  const directory = await createTemporaryDirectory()
  directories.push(directory)
  return directory.path
}

const mail = { to: 'grace@example.test', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' }
const standard = { smtpUrl: null, mailFrom: 'Acme <support@acme.test>', mailDir: null, dataDir: null }
const ports = { ...createTestWorld(), logger: createLogger({ logLevel: 'silent' }) }

describe('mail, where no server is configured', () => {
  it.each([
    ['the directory that is configured', (path: string) => ({ mailDir: path }), ''],
    ['the data directory', (path: string) => ({ dataDir: path }), 'mail'],
  ])('is written into %s', async (_where, config, inside) => {
    const path = await newDirectory()
    expect(await configuredMailer({ ...standard, ...config(path) }, ports).send(mail)).toBe('sent')
    expect(await readdir(join(path, inside))).toEqual([expect.stringMatching(/\.eml$/)])
  })
})

describe('mail, where a server is configured', () => {
  it('goes there and into no file', async () => {
    const path = await newDirectory()
    const mailer = configuredMailer({ ...standard, smtpUrl: 'smtp://127.0.0.1:1', mailDir: path }, ports)
    await expect(mailer.send(mail)).rejects.toThrow()
    expect(await readdir(path)).toEqual([])
  })
})

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Mail } from '@parlance/core'
import { createTestWorld } from '@parlance/core/testing'
import { createFileMailer, createSmtpMailer } from './index.ts'
import { openSmtpServer } from './smtp-server.fixtures.ts'

const mail: Mail = {
  to: 'grace@example.test',
  subject: 'Your conversation, Ärger inbegriffen',
  text: 'Hello\nGrace',
  html: '<p>Hello<br>Grace</p>',
}
const from = 'Acme <support@acme.test>'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const opened = async (toRecipient?: string) => {
  const server = await openSmtpServer(toRecipient)
  closing.push(server.close)
  return server
}

describe('mail by SMTP', () => {
  it('reaches the server, from whom it is configured, as text and as HTML', async () => {
    const server = await opened()
    expect(await createSmtpMailer({ url: server.url, from }).send(mail)).toBe('sent')
    expect(server.taken).toHaveLength(1)
    const [message = ''] = server.taken
    expect(message).toContain('From: Acme <support@acme.test>')
    expect(message).toContain('To: grace@example.test')
    expect(message).toMatch(/Subject: =\?UTF-8\?/)
    expect(message).toContain('Hello\r\nGrace')
    expect(message).toContain('<p>Hello<br>Grace</p>')
  })

  it('is given up when the server refuses it for good, and somebody is told', async () => {
    const server = await opened('550 No such mailbox')
    const refused: unknown[] = []
    const mailer = createSmtpMailer({ url: server.url, from, onRefused: (error) => refused.push(error) })
    expect(await mailer.send(mail)).toBe('refused')
    expect(refused).toHaveLength(1)
    expect(server.taken).toEqual([])
  })

  it('throws when the server has no time now, or is not there', async () => {
    const busy = await opened('451 Later')
    await expect(createSmtpMailer({ url: busy.url, from }).send(mail)).rejects.toThrow('451')
    await busy.close()
    await expect(createSmtpMailer({ url: busy.url, from }).send(mail)).rejects.toThrow()
  })

  it('cannot be made to send more headers than it has', async () => {
    const server = await opened()
    await createSmtpMailer({ url: server.url, from }).send({ ...mail, subject: 'A\r\nBcc: eve@example.test' })
    expect(server.taken[0]).not.toMatch(/^Bcc:/m)
  })
})

describe('mail into files', () => {
  it('is one file for each, that nobody else may read, and somebody is told where', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'parlance-mail-'))
    closing.push(() => rm(parent, { recursive: true }))
    const directory = join(parent, 'deep', 'mail')
    const paths: string[] = []
    const { clock, ids } = createTestWorld()
    const mailer = createFileMailer({ directory, from, clock, ids, onWritten: (path) => paths.push(path) })
    await mailer.send(mail)
    await mailer.send({ ...mail, text: 'Again' })
    expect((await readdir(directory)).map((name) => join(directory, name)).sort()).toEqual(paths.toSorted())
    const [first = ''] = paths
    expect(first).toMatch(/\.eml$/)
    const written = await readFile(first, 'utf8')
    expect(written).toContain('To: grace@example.test')
    expect(written).toContain('Grace')
  })
})

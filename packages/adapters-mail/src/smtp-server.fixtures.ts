import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** A mail server for one test: it takes what it is sent, or answers as it is told. */
export interface SmtpServer {
  readonly url: string
  /** What was sent, headers and body. */
  readonly taken: readonly string[]
  readonly close: () => Promise<void>
}

/** @param toRecipient what it answers to a recipient; it takes everybody when that is left out. */
export const openSmtpServer = async (toRecipient = '250 Fine'): Promise<SmtpServer> => {
  const taken: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    speak(socket, { taken, toRecipient })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const speak = (
  socket: Socket,
  { taken, toRecipient }: { readonly taken: string[]; readonly toRecipient: string },
): void => {
  let unread = ''
  let inData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const answer = (line: string) => {
    if (/^(EHLO|HELO)/i.test(line)) return say('250 here')
    if (/^RCPT/i.test(line)) return say(toRecipient)
    if (/^QUIT/i.test(line)) return socket.end('221 Bye\r\n')
    inData = /^DATA/i.test(line)
    return say(inData ? '354 Go on' : '250 Fine')
  }
  say('220 here')
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => {
    unread += bytes.toString('utf8')
    for (;;) {
      const end = unread.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end === -1) return
      const part = unread.slice(0, end)
      unread = unread.slice(end + (inData ? 5 : 2))
      if (inData) {
        taken.push(part)
        inData = false
        say('250 Taken')
      } else answer(part)
    }
  })
}

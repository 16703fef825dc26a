import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Stands between a server and its Postgres, so that a test can take the database away. */
export interface DatabaseProxy {
  /** The database's URL through the proxy. */
  readonly url: string
  /** Breaks all connections and refuses new ones. */
  readonly cut: () => Promise<void>
  /** Lets connections through again. */
  readonly restore: () => Promise<void>
  readonly close: () => Promise<void>
}

export const startDatabaseProxy = async (databaseUrl: string): Promise<DatabaseProxy> => {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  const hold = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  let server: Server
  const open = async (port: number): Promise<number> => {
    server = createServer((client) => {
      const database = hold(connect(Number(target.port), target.hostname))
      hold(client).pipe(database).pipe(client)
      client.on('close', () => database.destroy())
      database.on('close', () => client.destroy())
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const port = await open(0)
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    cut,
    restore: async () => {
      await open(port)
    },
    close: cut,
  }
}

import type { Express } from 'express'

/** Listens on a free port and tells the parent process which. */
export const listen = (app: Express): void => {
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address && typeof address === 'object') process.send?.({ port: address.port })
  })
  process.on('disconnect', () => process.exit(0))
}

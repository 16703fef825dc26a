import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

/** Notes every address that this process tries to connect to, whoever asks for it. */
export const watchConnections = () => {
  const attempts: string[] = []
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.on('connectionAttempt', (address: string) => attempts.push(address))
  }
  subscribe('net.client.socket', onSocket)
  return { attempts, stop: () => unsubscribe('net.client.socket', onSocket) }
}

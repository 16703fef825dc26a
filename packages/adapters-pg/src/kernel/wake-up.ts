import { randomUUID } from 'node:crypto'
import type { OrganizationId } from '@parlance/core'
import type { Pool } from 'pg'
import { ListeningConnection } from './listening-connection.ts'

const CHANNEL = 'parlance_recorded'
/** Milliseconds between two rounds of telling other processes. */
const PAUSE = 20

/** Tells the other processes on the database which organizations have new events, and hears it from them. */
export interface WakeUp {
  /** Soon, once for an organization however often it is announced in between. */
  readonly announce: (organizationId: OrganizationId) => void
  /** Tells what is still to be told, and hears no more. */
  readonly close: () => Promise<void>
}

interface WakeUpOptions {
  readonly pool: Pool
  readonly heard: (organizationId: OrganizationId) => void
  readonly onError: (error: unknown) => void
}

/**
 * Over a connection of its own, outside of every transaction that writes: a NOTIFY takes a lock of the whole database
 * when it commits. What is lost while the connection is down costs a moment and no event, because consumers poll too.
 */
export const createWakeUp = ({ pool, heard, onError }: WakeUpOptions): WakeUp => {
  const self = randomUUID()
  const waiting = new Set<OrganizationId>()
  const connection = new ListeningConnection({
    pool,
    channel: CHANNEL,
    onError,
    onPayload: (payload) => {
      const [from, organizationId] = payload.split(' ')
      if (from !== self && organizationId !== undefined) heard(organizationId as OrganizationId)
    },
  })
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> = Promise.resolve()

  const tell = async (): Promise<void> => {
    const told = [...waiting]
    waiting.clear()
    if (!connection.client || told.length === 0) return
    const text = 'select pg_notify($1, $2 || told) from unnest($3::text[]) as told'
    const values = [CHANNEL, `${self} `, told]
    await connection.client.query({ name: 'wake-up', text, values }).catch(onError)
  }
  const tellNext = () => {
    timer = undefined
    telling = telling.then(tell)
  }

  return {
    announce: (organizationId) => {
      waiting.add(organizationId)
      timer ??= setTimeout(tellNext, PAUSE)
    },
    close: async () => {
      clearTimeout(timer)
      tellNext()
      await telling
      await connection.close()
    },
  }
}

import { randomUUID } from 'node:crypto'
import type { OrganizationId } from '@parlance/core'
import pg, { type Client, type Pool } from 'pg'

const CHANNEL = 'parlance_recorded'
/** Milliseconds between two rounds of telling other processes. */
const PAUSE = 20
const FIRST_RETRY = 200
const LAST_RETRY = 10_000

/** Tells the other processes on the database which organizations have new events, and hears it from them. */
export interface WakeUp {
  readonly announce: (organizationId: OrganizationId) => void
  /** Resolves when other processes are heard; rejects after so many milliseconds. */
  readonly close: () => Promise<void>
}

interface WakeUpOptions {
  readonly pool: Pool
  readonly heard: (organizationId: OrganizationId) => void
  readonly onError: (error: unknown) => void
}

/**
 * A connection of its own, outside of every transaction that writes: a NOTIFY takes a lock of the whole database when it
 * commits. What is lost while the connection is down costs a moment and no event, because consumers poll too.
 */
export const createWakeUp = ({ pool, heard, onError }: WakeUpOptions): WakeUp => {
  const self = randomUUID()
  const waiting = new Set<OrganizationId>()
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let telling: Promise<void> = Promise.resolve()
  let retry = FIRST_RETRY
  let closed = false

  const connect = async (): Promise<void> => {
    const opened = new pg.Client(pool.options)
    opened.on('error', onError)
    opened.on('end', () => {
      if (client === opened) reconnect()
    })
    opened.on('notification', ({ payload = '' }) => {
      const [from, organizationId] = payload.split(' ')
      if (from !== self && organizationId !== undefined) heard(organizationId as OrganizationId)
    })
    try {
      await opened.connect()
      await opened.query(`listen ${CHANNEL}`)
      client = opened
      retry = FIRST_RETRY
      if (closed) await opened.end()
    } catch (error) {
      onError(error)
      await opened.end().catch(() => undefined)
      reconnect()
    }
  }

  const reconnect = (): void => {
    client = null
    if (closed) return
    setTimeout(() => void (closed || connect()), retry).unref()
    retry = Math.min(retry * 2, LAST_RETRY)
  }

  const tell = async (): Promise<void> => {
    timer = undefined
    const told = [...waiting]
    waiting.clear()
    if (!client || told.length === 0) return
    const text = 'select pg_notify($1, $2 || told) from unnest($3::text[]) as told'
    await client.query({ name: 'wake-up', text, values: [CHANNEL, `${self} `, told] }).catch(onError)
  }

  const connecting = connect()
  return {
    announce: (organizationId) => {
      if (closed) return
      waiting.add(organizationId)
      timer ??= setTimeout(() => {
        telling = telling.then(tell)
      }, PAUSE)
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await connecting
      await telling
      await tell()
      await client?.end().catch(onError)
    },
  }
}

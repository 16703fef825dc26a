import pg, { type Client, type Pool } from 'pg'

/** Milliseconds before the first and between the last attempts to connect again. */
const FIRST_RETRY = 200
const LAST_RETRY = 10_000

interface ListeningOptions {
  readonly pool: Pool
  readonly channel: string
  readonly onPayload: (payload: string) => void
  readonly onError: (error: unknown) => void
}

/** A connection of its own that listens to a channel, and connects again whenever it is lost, until it is closed. */
export class ListeningConnection {
  readonly #options: ListeningOptions
  #client: Client | null = null
  #connecting: Promise<void>
  #timer: NodeJS.Timeout | undefined
  #retry = FIRST_RETRY
  #closed = false

  constructor(options: ListeningOptions) {
    this.#options = options
    this.#connecting = this.#connect()
  }

  /** The connection, for statements outside of transactions; null while there is none. */
  get client(): Client | null {
    return this.#client
  }

  /** Ends the connection; nothing is heard after it. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#connecting
    await this.#client?.end().catch(this.#options.onError)
    this.#client = null
  }

  async #connect(): Promise<void> {
    const { pool, channel, onPayload, onError } = this.#options
    const client = new pg.Client(pool.options)
    client.on('error', onError)
    client.on('notification', ({ payload }) => onPayload(payload ?? ''))
    client.on('end', () => {
      if (this.#client === client) this.#connectLater()
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      this.#client = client
      this.#retry = FIRST_RETRY
    } catch (error) {
      onError(error)
      await client.end().catch(onError)
      this.#connectLater()
    }
  }

  #connectLater(): void {
    this.#client = null
    if (this.#closed) return
    this.#timer = setTimeout(() => {
      this.#connecting = this.#connect()
    }, this.#retry).unref()
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY)
  }
}

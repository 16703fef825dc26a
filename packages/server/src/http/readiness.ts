import { within } from '../kernel/within.ts'

/** Why the server takes no requests; nothing when it does. */
export interface Readiness {
  readonly reasons: () => Promise<readonly string[]>
  readonly started: () => void
  readonly stopping: () => void
}

export interface ReadinessOptions {
  /** The migrations that are still to come; throws when the database can't be reached. */
  readonly pendingMigrations: () => Promise<readonly string[]>
  /** Milliseconds that the database may take to answer; 2,000 when left out. */
  readonly patience?: number
  /** Milliseconds for which an answer holds, however many ask; 500 when left out. */
  readonly fresh?: number
}

const NO_ANSWER = 'the database does not answer'

/** Tells whether the server is ready: started, not stopping, with a database that answers and is up to date. */
export const createReadiness = (options: ReadinessOptions): Readiness => {
  const { pendingMigrations, patience = 2_000, fresh = 500 } = options
  let phase: 'starting' | 'started' | 'stopping' = 'starting'
  let asked: { readonly at: number; readonly answer: Promise<readonly string[]> } | null = null

  const askDatabase = async (): Promise<readonly string[]> => {
    try {
      const pending = await within(patience, pendingMigrations())
      if (pending === null) return [NO_ANSWER]
      return pending.length > 0 ? [`migrations to be carried out: ${pending.join(', ')}`] : []
    } catch {
      return [NO_ANSWER]
    }
  }

  const database = (): Promise<readonly string[]> => {
    if (asked === null || performance.now() - asked.at > fresh) {
      asked = { at: performance.now(), answer: askDatabase() }
    }
    return asked.answer
  }

  return {
    reasons: async () => (phase === 'started' ? database() : [phase]),
    started: () => {
      phase = 'started'
    },
    stopping: () => {
      phase = 'stopping'
    },
  }
}

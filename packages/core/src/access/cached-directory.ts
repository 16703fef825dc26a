import { type Clock, type OrganizationId, SECOND, type SessionId } from '../kernel/index.ts'
import type { Directory } from './directory.ts'
import type { FoundSession, SignInDirectory } from './sign-in/sign-in-stores.ts'

/** How long what a credential or an inbox's identifier leads to is remembered, in milliseconds: so long may a revoked one still work. */
export const CREDENTIAL_MEMORY = 500
/** How long what hardly ever changes is remembered, in milliseconds. */
const LASTING_MEMORY = 30 * SECOND
/** The most answers each question keeps. */
const MOST = 10_000

/** A directory with a memory that can be told to forget. */
export interface CachedDirectory {
  readonly directory: Directory
  /** Forgets whom credentials lead to: something about members, their inboxes or keys has changed. */
  readonly forgetMembers: () => void
}

/** Remembers what the directory answered for a moment, so that a busy caller is not looked up for every request. */
export const cachedDirectory = (directory: Directory, clock: Clock): CachedDirectory => {
  const identify = memory(clock, directory.identify, CREDENTIAL_MEMORY)
  const apiKey = memory(clock, directory.apiKey, CREDENTIAL_MEMORY)
  return {
    directory: {
      ...directory,
      identify: identify.ask,
      apiKey: apiKey.ask,
      organizationByNumber: memory(clock, directory.organizationByNumber, CREDENTIAL_MEMORY).ask,
      organization: memory(clock, directory.organization, LASTING_MEMORY).ask,
      inboxByIdentifier: memory(clock, directory.inboxByIdentifier, CREDENTIAL_MEMORY).ask,
    },
    forgetMembers: () => {
      identify.forget()
      apiKey.forget()
    },
  }
}

/** Remembers for as short a moment whom sessions let in. */
export const cachedSessions = (
  signInDirectory: SignInDirectory,
  clock: Clock,
): { readonly signInDirectory: SignInDirectory; readonly forgetSessions: () => void } => {
  const sessions = memory<string, FoundSession>(
    clock,
    (key) => {
      // Made of two ids just below.
      const [organizationId, id] = key.split(' ') as [OrganizationId, SessionId]
      return signInDirectory.session(organizationId, id)
    },
    CREDENTIAL_MEMORY,
  )
  return {
    signInDirectory: {
      ...signInDirectory,
      session: (organizationId, id) => sessions.ask(`${organizationId} ${id}`),
    },
    forgetSessions: sessions.forget,
  }
}

interface Memory<K, V> {
  readonly ask: (key: K) => Promise<V | null>
  readonly forget: () => void
}

/** Remembers answers, not their absence and not failures. Callers who ask while the first one waits share its answer. */
const memory = <K, V>(clock: Clock, source: (key: K) => Promise<V | null>, span: number): Memory<K, V> => {
  const answers = new Map<K, { readonly until: number; readonly answer: Promise<V | null> }>()
  const ask = (key: K): Promise<V | null> => {
    const now = clock.now()
    const known = answers.get(key)
    if (known && known.until > now) return known.answer
    if (answers.size >= MOST) answers.clear()
    const entry = { until: now + span, answer: source(key) }
    answers.set(key, entry)
    const drop = () => {
      if (answers.get(key) === entry) answers.delete(key)
    }
    entry.answer.then((answer) => answer === null && drop(), drop)
    return entry.answer
  }
  return { ask, forget: () => answers.clear() }
}

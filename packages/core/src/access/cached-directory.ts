import { type Clock, SECOND } from '../kernel/index.ts'
import type { Directory } from './directory.ts'

/** How long what a credential leads to is remembered, in milliseconds: so long may a revoked one still work. */
export const CREDENTIAL_MEMORY = 500
/** How long what hardly ever changes is remembered, in milliseconds. */
const LASTING_MEMORY = 30 * SECOND
/** The most answers each question keeps. */
const MOST = 10_000

/** Remembers what the directory answered for a moment, so that a busy caller is not looked up for every request. */
export const cachedDirectory = (directory: Directory, clock: Clock): Directory => {
  const remember = memory(clock)
  return {
    ...directory,
    identify: remember(directory.identify, CREDENTIAL_MEMORY),
    organizationByNumber: remember(directory.organizationByNumber, CREDENTIAL_MEMORY),
    organization: remember(directory.organization, LASTING_MEMORY),
    inboxByIdentifier: remember(directory.inboxByIdentifier, LASTING_MEMORY),
  }
}

/** Remembers answers, not their absence and not failures. Callers who ask while the first one waits share its answer. */
const memory =
  (clock: Clock) =>
  <K, V>(ask: (key: K) => Promise<V | null>, memorySpan: number): ((key: K) => Promise<V | null>) => {
    const answers = new Map<K, { readonly until: number; readonly answer: Promise<V | null> }>()
    return (key) => {
      const now = clock.now()
      const known = answers.get(key)
      if (known && known.until > now) return known.answer
      if (answers.size >= MOST) answers.clear()
      const entry = { until: now + memorySpan, answer: ask(key) }
      answers.set(key, entry)
      const forget = () => {
        if (answers.get(key) === entry) answers.delete(key)
      }
      entry.answer.then((answer) => answer === null && forget(), forget)
      return entry.answer
    }
  }

import { randomUUID } from 'node:crypto'

const SANE = /^[\w.:/+=@-]{1,128}$/

/** The id that the caller gave its request, when it is one that can go into a log and a header; else a new one. */
export const requestId = (given: string | undefined): string =>
  given !== undefined && SANE.test(given) ? given : randomUUID()

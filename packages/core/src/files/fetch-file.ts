import type { IncomingFile } from './inspect-file.ts'

/**
 * Port. Fetches a file from an address that somebody gave, which may be any: addresses inside the network are not reached,
 * and neither redirects nor large or slow answers are followed to their end. Null when there is nothing to be had; never
 * rejects.
 */
export type FetchFile = (url: string) => Promise<IncomingFile | null>

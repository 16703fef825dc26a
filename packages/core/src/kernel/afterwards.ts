/**
 * Port. Does what nobody waits for, such as sending a mail, after the caller was answered. Work that fails is tried again
 * a few times, and what came of it goes into the log under its name. How much may wait is bounded.
 */
export type Afterwards = (name: string, work: () => Promise<void>) => void

import { Overloaded } from './overloaded.ts'

export interface GroupLimits {
  /** Commands of one batch at most. */
  readonly batch: number
  /** Commands of one group that wait at most; the next one is refused. */
  readonly queue: number
}

export interface Groups<Name, Command> {
  /** Adds a command to a group; throws `Overloaded` when too many wait. */
  readonly submit: (group: Name, command: Command) => void
  /** Resolves when nothing is waiting and nothing is under way. */
  readonly idle: () => Promise<void>
}

/** What may be told while a batch is carried out. */
export interface Underway {
  /** The next batch may begin: what is left of this one does not hold it up. */
  readonly next: () => void
}

interface Group<Command> {
  readonly waiting: Command[]
  /** What the batches that are under way are about. */
  readonly held: Set<unknown>
  underway: number
  /** Whether another may begin, as far as the last one that began is concerned. */
  open: boolean
  /** Whether one begins at the end of this turn. */
  due: boolean
}

/** Batches of one group at a time: while one ends, the next has begun. */
const ABREAST = 2

/**
 * Runs commands in batches: what arrives while a batch is under way is the next one. There is no timer, so a command that
 * comes alone goes at once. Groups run side by side.
 *
 * @param run carries a batch out and tells each command what became of it; must not reject.
 * @param about what a command concerns. While a batch is under way, commands about the same as one of it wait for its end.
 */
export const createGroups = <Name, Command>(
  run: (group: Name, batch: readonly Command[], underway: Underway) => Promise<void>,
  limits: GroupLimits,
  about: (command: Command, group: Name) => unknown = (command) => command,
): Groups<Name, Command> => {
  const groups = new Map<Name, Group<Command>>()
  const onEnd = new Set<() => void>()

  const begin = (name: Name, group: Group<Command>): void => {
    if (group.due || !group.open || group.underway >= ABREAST || group.waiting.length === 0) return
    group.due = true
    // After this turn of the event loop, so that commands which arrive together go together.
    setImmediate(() => {
      group.due = false
      const batch = takeFrom(group.waiting, limits.batch, (command) => !group.held.has(about(command, name)))
      if (batch.length > 0) carryOut(name, group, batch)
    })
  }

  const carryOut = (name: Name, group: Group<Command>, batch: readonly Command[]): void => {
    const held = batch.map((command) => about(command, name))
    for (const one of held) group.held.add(one)
    group.underway += 1
    group.open = false
    let passed = false
    const next = () => {
      if (passed) return
      passed = true
      group.open = true
      begin(name, group)
    }
    void run(name, batch, { next }).finally(() => {
      for (const one of held) group.held.delete(one)
      group.underway -= 1
      next()
      begin(name, group)
      if (group.underway > 0 || group.waiting.length > 0) return
      groups.delete(name)
      for (const tell of onEnd) tell()
      onEnd.clear()
    })
  }

  return {
    submit: (name, command) => {
      const group = groups.get(name) ?? { waiting: [], held: new Set(), underway: 0, open: true, due: false }
      groups.set(name, group)
      if (group.waiting.length >= limits.queue) throw new Overloaded(group.waiting.length)
      group.waiting.push(command)
      begin(name, group)
    },
    idle: async () => {
      while (groups.size > 0) await new Promise<void>((resolve) => onEnd.add(resolve))
    },
  }
}

/** Takes the first commands that may go; those that may not keep their order. */
const takeFrom = <Command>(
  waiting: Command[],
  limit: number,
  mayGo: (command: Command) => boolean,
): readonly Command[] => {
  const taken: Command[] = []
  const left: Command[] = []
  for (const command of waiting) (taken.length < limit && mayGo(command) ? taken : left).push(command)
  waiting.splice(0, waiting.length, ...left)
  return taken
}

import { setImmediate as endOfTurn } from 'node:timers/promises'
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

interface Group<Command> {
  readonly waiting: Command[]
  readonly done: Promise<void>
}

/**
 * Runs commands in batches, one batch of a group at a time: what arrives while a batch is under way is the next one.
 * There is no timer, so a command that comes alone goes at once. Groups run side by side.
 *
 * @param run carries a batch out and tells each command what became of it; must not reject.
 */
export const createGroups = <Name, Command>(
  run: (group: Name, batch: readonly Command[]) => Promise<void>,
  limits: GroupLimits,
): Groups<Name, Command> => {
  const groups = new Map<Name, Group<Command>>()

  const drain = async (name: Name, waiting: Command[]): Promise<void> => {
    while (waiting.length > 0) {
      // After this turn of the event loop, so that commands which arrive together go together.
      await endOfTurn()
      await run(name, waiting.splice(0, limits.batch))
    }
    groups.delete(name)
  }

  return {
    submit: (name, command) => {
      const group = groups.get(name)
      if (!group) {
        const waiting = [command]
        groups.set(name, { waiting, done: drain(name, waiting) })
        return
      }
      if (group.waiting.length >= limits.queue) throw new Overloaded(group.waiting.length)
      group.waiting.push(command)
    },
    idle: async () => {
      while (groups.size > 0) await Promise.all([...groups.values()].map(({ done }) => done))
    },
  }
}

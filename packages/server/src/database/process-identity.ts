import { readFileSync } from 'node:fs'
import { errorCode } from '../kernel/error-code.ts'

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When the machine was started and, in its ticks, the process; null where the system does not tell. */
  readonly started: string | null
}

const startOf = (pid: number): string | null => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets, which may hold anything; the start is the 22nd.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return ticks === undefined ? null : `${boot} ${ticks}`
  } catch {
    return null
  }
}

export const ownIdentity = (): ProcessIdentity => ({ pid: process.pid, started: startOf(process.pid) })

/** Whether that very process still runs. */
export const isRunning = ({ pid, started }: ProcessIdentity): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // It is there, and somebody else's.
    return errorCode(error) === 'EPERM'
  }
  const now = startOf(pid)
  return started === null || now === null || started === now
}

/** Wakes one sleeper. A ring that nobody waits for is kept for the next who does. */
export interface Alarm {
  readonly ring: () => void
  /** Resolves at the next ring, or after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>
}

export const createAlarm = (): Alarm => {
  let rung = false
  let wakeUp: (() => void) | null = null
  return {
    ring: () => {
      rung = true
      wakeUp?.()
    },
    wait: async (milliseconds) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wakeUp = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
      wakeUp = null
    },
  }
}

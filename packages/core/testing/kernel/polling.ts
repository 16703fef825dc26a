/** Resolves after so many milliseconds. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const DEADLINE = 20_000

/** Asks again and again until the answer is yes; fails after 20 seconds of no. */
export const until = async (what: string, ask: () => boolean | Promise<boolean>): Promise<void> => {
  // Counts its own pauses, because the clock of the world may be stopped.
  for (let waited = 0; waited < DEADLINE; waited += 20) {
    if (await ask()) return
    await pause(20)
  }
  throw new Error(`Waited ${DEADLINE} ms in vain: ${what}`)
}

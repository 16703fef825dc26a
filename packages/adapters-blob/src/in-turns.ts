/** Does jobs at most so many at a time; the others wait, first come, first served. */
export const inTurns = (atATime: number) => {
  const waiting: (() => void)[] = []
  let free = atATime
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      if (free > 0) {
        free -= 1
        resolve()
      } else waiting.push(resolve)
    })
  const done = (): void => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async <T>(job: () => Promise<T>): Promise<T> => {
    await turn()
    try {
      return await job()
    } finally {
      done()
    }
  }
}

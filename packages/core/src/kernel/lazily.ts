/**
 * Makes something when it is first asked for, and once: a large library is loaded by those who use it. When it can't be
 * made, whoever asked is told, and the next one tries again.
 */
export const lazily = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    if (made) return made
    const making = make()
    made = making
    making.catch(() => {
      if (made === making) made = undefined
    })
    return making
  }
}

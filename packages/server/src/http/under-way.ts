/** Things that come and go, in no order. */
export interface UnderWay<T> {
  /** Notes that it came; what is given back notes that it went. */
  readonly enter: (thing: T) => () => void
  readonly all: () => readonly T[]
}

/**
 * What is under way, in places that are used again.
 *
 * A set would do, but for what it leaves behind: it grows by copying itself, a copy that is old enough is garbage which only a
 * full collection finds, and until then it holds all that was in it. Of things that come and go with each request that is most of
 * what a request was made of.
 */
export const createUnderWay = <T>(): UnderWay<T> => {
  const places: (T | null)[] = []
  const free: number[] = []
  return {
    enter: (thing) => {
      const place = free.pop() ?? places.length
      places[place] = thing
      return () => {
        if (places[place] !== thing) return
        places[place] = null
        free.push(place)
      }
    },
    all: () => places.filter((thing) => thing !== null),
  }
}

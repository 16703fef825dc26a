/** Says which of two comes first: negative for the left one. */
export type Order<T> = (left: T, right: T) => number

type Sortable = string | number | null

/** By a value, those without one last whichever way. */
export const by =
  <T>(value: (item: T) => Sortable, descending = false): Order<T> =>
  (left, right) => {
    const [first, second] = [value(left), value(right)]
    if (first === second) return 0
    if (first === null) return 1
    if (second === null) return -1
    return first < second === descending ? 1 : -1
  }

/** By the first order that can tell them apart. */
export const inOrder =
  <T>(...orders: readonly Order<T>[]): Order<T> =>
  (left, right) => {
    for (const order of orders) {
      const told = order(left, right)
      if (told !== 0) return told
    }
    return 0
  }

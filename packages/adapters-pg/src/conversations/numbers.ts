/** Hands out numbers that the database gave. Asked for more than there are, it gives 0 and counts what was missing. */
export interface Numbers {
  readonly next: () => number
  readonly missing: () => number
}

export const createNumbers = (given: readonly number[]): Numbers => {
  let asked = 0
  return {
    next: () => {
      asked += 1
      return given[asked - 1] ?? 0
    },
    missing: () => Math.max(0, asked - given.length),
  }
}

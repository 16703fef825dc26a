/** How many letters must be added, dropped or changed to make one text of the other. */
const distance = (left: string, right: string): number => {
  let before = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (const [row, letter] of [...left].entries()) {
    const now = [row + 1]
    for (const [column, other] of [...right].entries()) {
      const changed = (before[column] ?? 0) + (letter === other ? 0 : 1)
      now.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1))
    }
    before = now
  }
  return before.at(-1) ?? 0
}

/** The name that `text` was probably meant to be; null when none is near. */
export const nearest = (text: string, names: readonly string[]): string | null => {
  const [best] = names
    .map((name) => ({ name, away: distance(text.toUpperCase(), name) }))
    .sort((left, right) => left.away - right.away)
  return best && best.away <= Math.max(3, text.length / 3) ? best.name : null
}

/** A table whose columns stand below each other, as the formatter leaves it; the first line is the head. */
export const aligned = (lines: readonly (readonly string[])[]): string => {
  const [head = []] = lines
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)))
  const written = (line: readonly string[], fill = ' ') =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const rule = written(
    head.map(() => ''),
    '-',
  )
  return [written(head), rule, ...lines.slice(1).map((line) => written(line))].join('\n')
}

import { VARIABLES } from '../config.ts'
import type { Variable } from './variable.ts'

const variables: readonly Variable[] = Object.values(VARIABLES)

const standardOf = ({ standardInWords, standard }: Variable, mark: string): string =>
  standardInWords ?? `${mark}${standard}${mark}`

const INTRODUCTION = `# Configuration

Parlance is configured by environment variables, which are checked when it starts: a value that cannot be used, or a
\`PARLANCE_\` variable that is not known, ends the start with a list of all that is wrong. A variable that is set to nothing
counts as not set.
`

/** The text of \`docs/configuration.md\`. */
export const configurationPage = (): string =>
  [INTRODUCTION, ...variables.map(section)].join('\n').trimEnd().concat('\n')

const section = (variable: Variable): string =>
  [
    `## \`${variable.name}\``,
    '',
    variable.meaning,
    '',
    `- Default: ${standardOf(variable, '`')}`,
    `- Example: \`${variable.name}=${variable.example}\``,
    '',
  ].join('\n')

const WIDTH = 100

/** The table as \`parlance help\` prints it. */
export const configurationHelp = (): string =>
  [
    'Environment:',
    ...variables.flatMap((variable) => [
      `  ${variable.name}  (default: ${standardOf(variable, '')})`,
      ...wrapped(variable.meaning, WIDTH - 6).map((line) => `      ${line}`),
    ]),
  ].join('\n')

/** The text in lines of at most so many characters, broken between words. */
const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

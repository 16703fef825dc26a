import { err, ok, type Result } from '@parlance/core'
import { type Config, type ReadValues, VARIABLES } from '../config.ts'
import { nearest } from './nearest.ts'
import type { Variable } from './variable.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** One variable that can't be used, in words for whoever set it. */
export interface ConfigProblem {
  readonly name: string
  readonly problem: string
}

const PREFIX = 'PARLANCE_'

/** Reads the configuration from the environment, or tells everything that is wrong with it. */
export const readConfig = (environment: Environment): Result<Config, readonly ConfigProblem[]> => {
  const problems: ConfigProblem[] = unknownVariables(environment)
  const values: Record<string, unknown> = {}
  for (const [key, variable] of Object.entries<Variable>(VARIABLES)) {
    // Empty is what `docker compose` and CI systems make of a variable that nobody set.
    const text = environment[variable.name]?.trim() || variable.standard
    if (text === null) {
      values[key] = null
      continue
    }
    const read = variable.schema.safeParse(text)
    if (read.success) values[key] = read.data
    else problems.push(...read.error.issues.map(({ message }) => ({ name: variable.name, problem: message })))
  }
  // The table's own type says that there is one value of the right type for every key.
  return problems.length > 0 ? err(problems) : ok(settled(values as unknown as ReadValues))
}

/** What depends on another variable gets its value. */
const settled = (read: ReadValues): Config => ({
  ...read,
  webhookAllowHttp: read.webhookAllowHttp ?? read.nodeEnv !== 'production',
})

const unknownVariables = (environment: Environment): ConfigProblem[] => {
  const known = Object.values(VARIABLES).map(({ name }) => name)
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.some((one) => one === name))
    .map((name) => {
      const bare = name.slice(PREFIX.length)
      const meant = known.find((one) => one === bare) ?? nearest(name, known)
      return { name, problem: `is not known${meant ? `; did you mean ${meant}?` : ''}` }
    })
}

/** The problems as lines of text. */
export const describeProblems = (problems: readonly ConfigProblem[]): string =>
  ['The configuration cannot be used:', ...problems.map(({ name, problem }) => `  ${name} ${problem}`)].join(
    '\n',
  )

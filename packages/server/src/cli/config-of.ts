import { describeProblems, readConfig } from '../config/read-config.ts'
import type { Config } from '../config.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import type { Terminal } from './terminal.ts'

/** The configuration of the environment. @throws OperatorError with all that is wrong with it. */
export const configOf = ({ environment }: Terminal): Config => {
  const config = readConfig(environment)
  if (!config.ok) throw new OperatorError(describeProblems(config.error))
  return config.value
}

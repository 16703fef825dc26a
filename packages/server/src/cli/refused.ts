import type {
  EmailTaken,
  FieldProblem,
  Forbidden,
  IdempotencyKeyReused,
  ValidationFailed,
} from '@parlance/core'
import { OperatorError } from '../kernel/operator-error.ts'

type CommandRefusal = EmailTaken | ValidationFailed | Forbidden | IdempotencyKeyReused

/** A refusal of the engine in words for a terminal. `options` tells which option a field comes from. */
export const refused = (
  refusal: CommandRefusal,
  options: Readonly<Record<string, string>>,
): OperatorError => {
  switch (refusal.code) {
    case 'member/email-taken':
      return new OperatorError(
        `Somebody already signs in with ${refusal.email}. Choose another e-mail address.`,
      )
    case 'validation/failed':
      return new OperatorError(refusal.problems.map((problem) => describe(problem, options)).join('\n'))
    case 'access/forbidden':
    case 'idempotency/key-reused':
      return new OperatorError(`The engine refused: ${refusal.code}`)
  }
}

const describe = (
  { field, problem, limit }: FieldProblem,
  options: Readonly<Record<string, string>>,
): string => {
  const name = options[field] ?? field
  switch (problem) {
    case 'blank':
      return `${name} must not be blank.`
    case 'too_long':
      return `${name} is too long: at most ${limit} characters.`
    case 'too_short':
      return `${name} is too short: at least ${limit} characters.`
    case 'invalid':
    case 'taken':
    case 'unknown':
    case 'not_included':
      return `${name} is not valid.`
  }
}

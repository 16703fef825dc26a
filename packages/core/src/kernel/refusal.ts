/** One field that can't be accepted. The edge turns `problem` into the words of its API. */
export interface FieldProblem {
  /** The domain's name of the field, such as `phoneNumber`. */
  readonly field: string
  readonly problem: 'blank' | 'invalid' | 'too_long' | 'too_short' | 'taken' | 'unknown' | 'not_included'
  /** The limit that was passed, in characters, where there is one. */
  readonly limit?: number
  /** What would have been accepted, in words. */
  readonly expected?: string
}

export interface ValidationFailed {
  readonly code: 'validation/failed'
  readonly problems: readonly FieldProblem[]
}

export const validationFailed = (...problems: readonly FieldProblem[]): ValidationFailed => ({
  code: 'validation/failed',
  problems,
})

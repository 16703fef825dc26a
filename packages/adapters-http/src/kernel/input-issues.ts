import type { UnfitJson } from '@parlance/contracts'
import type { z } from 'zod'
import type { InputIssue } from './problem.ts'

type ZodIssue = z.core.$ZodIssue

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )

const problemOf = (issue: ZodIssue, input: unknown): Omit<InputIssue, 'path'> => {
  switch (issue.code) {
    case 'invalid_type':
      return { problem: valueAt(input, issue.path) === undefined ? 'missing' : 'invalid' }
    case 'invalid_value':
      return valueAt(input, issue.path) === undefined
        ? { problem: 'missing' }
        : issue.message.startsWith('Invalid ')
          ? { problem: 'not_included' }
          : { problem: 'other', text: issue.message }
    case 'too_big':
      return {
        problem: issue.origin === 'number' || issue.origin === 'int' ? 'too_big' : 'too_long',
        limit: Number(issue.maximum),
      }
    case 'too_small':
      return {
        problem: issue.origin === 'number' || issue.origin === 'int' ? 'too_small' : 'too_short',
        limit: Number(issue.minimum),
      }
    case 'custom':
      return { problem: 'other', text: issue.message }
    default:
      return { problem: 'invalid' }
  }
}

/** What a schema has against the input. */
export const inputIssues = (
  error: z.core.$ZodError,
  input: unknown,
): readonly [InputIssue, ...InputIssue[]] => {
  const [first = { path: [], problem: 'invalid' } as const, ...rest] = error.issues.map((issue) => ({
    path: issue.path.map(String),
    ...problemOf(issue, input),
  }))
  return [first, ...rest]
}

const UNFIT: Readonly<Record<UnfitJson['problem'], string>> = {
  null_character: 'contains a null character',
  lone_surrogate: 'contains half of a surrogate pair',
  too_deep: 'is nested too deeply',
}

/** The issue of a value that can't be kept. */
export const unfitIssue = (unfit: UnfitJson): InputIssue => ({
  path: unfit.path,
  problem: 'other',
  text: UNFIT[unfit.problem],
})

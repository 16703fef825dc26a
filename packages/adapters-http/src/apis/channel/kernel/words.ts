import type { FieldProblem } from '@parlance/core'
import type { InputIssue } from '../../../kernel/problem.ts'

/** The domain's name of a field as the wire writes it. */
export const wireName = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** An attribute's name as a sentence begins with it: `phone_number` is "Phone number". */
export const humanName = (attribute: string): string => {
  const words = attribute.replaceAll(/[_.]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What this API says in words of its own. */
const PHRASES: ReadonlyMap<string, string> = new Map([
  ['email invalid', 'Invalid email'],
  ['phoneNumber invalid', 'should be in e164 format'],
  ['passwordConfirmation invalid', "doesn't match Password"],
  ['subscriptions not_included', 'Invalid events'],
  ['agentReplyTimeWindow invalid', 'must be greater than 0'],
  ['title blank', 'must not be blank'],
  ['url invalid', 'is invalid'],
  ['attachments too_long', 'exceeded maximum allowed'],
])

/** What is wrong with a field, in the words that follow its name. */
export const phraseOf = ({ field, problem, limit, expected }: FieldProblem): string => {
  const phrase = PHRASES.get(`${field} ${problem}`)
  if (phrase) return phrase
  switch (problem) {
    case 'blank':
      return "can't be blank"
    case 'invalid':
      return expected ? `must be ${expected}` : 'is invalid'
    case 'too_long':
      return `is too long (maximum is ${limit} characters)`
    case 'too_short':
      return `is too short (minimum is ${limit} characters)`
    case 'taken':
      return 'has already been taken'
    case 'unknown':
      return 'must exist'
    case 'not_included':
      return 'is not included in the list'
  }
}

/** What is wrong with a part of a request, in the words that follow its name. */
export const issuePhrase = ({ problem, limit, text }: InputIssue): string => {
  switch (problem) {
    case 'missing':
      return "can't be blank"
    case 'invalid':
      return 'is invalid'
    case 'not_included':
      return 'is not included in the list'
    case 'too_long':
      return `is too long (maximum is ${limit})`
    case 'too_short':
      return `is too short (minimum is ${limit})`
    case 'too_big':
      return `must be less than or equal to ${limit}`
    case 'too_small':
      return `must be greater than or equal to ${limit}`
    case 'other':
      return text ?? 'is invalid'
  }
}

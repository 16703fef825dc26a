import type { FieldProblem } from './refusal.ts'

/** Longest address that anything is posted to, in characters. */
export const URL_LENGTH = 2048

const HTTP_URL = /^https?:\/\/[^\s/$.?#][^\s]*$/i

/** Says that the text is no http or https address; whether it may be posted to is found out when it is. */
export const notHttpUrl = (field: string, text: string): readonly FieldProblem[] =>
  HTTP_URL.test(text) && text.length <= URL_LENGTH
    ? []
    : [{ field, problem: 'invalid', expected: 'an http or https address' }]

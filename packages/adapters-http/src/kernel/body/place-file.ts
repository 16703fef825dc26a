import { fromJsonText } from '@parlance/contracts'
import type { SentFile } from './sent-files.ts'

type Members = Record<string, unknown>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Puts a file where the form's name for it says: `avatar` is a member of the body, `profile[avatar]` of a member of it.
 * Several under one name, or beside texts, become a list.
 */
export const placeFile = (body: Members, field: string, file: SentFile): void => {
  const [outer = field, inner] = field.replaceAll(']', '').split('[')
  if (inner === undefined) {
    body[outer] = beside(body[outer], file)
    return
  }
  // Beside files, objects come as JSON texts as well.
  const there = fromJsonText(body[outer])
  const within: Members = isMembers(there) ? there : {}
  within[inner] = beside(within[inner], file)
  body[outer] = within
}

const beside = (there: unknown, file: SentFile): unknown => {
  if (there === undefined || there === '') return file
  return Array.isArray(there) ? [...there, file] : [there, file]
}

import { type FieldProblem, tooLong } from '../../kernel/index.ts'

/** The fewest characters of a password that somebody chooses. */
export const SHORTEST_PASSWORD = 12
/** The most. */
export const LONGEST_PASSWORD = 128

/** Port. Passwords that many people have, and that are guessed first. */
export interface CommonPasswords {
  /** Whether the password, in any case, is one of them. */
  readonly has: (password: string) => Promise<boolean>
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Words that are too short say nothing about a password that holds them. */
const SHORTEST_WORD = 4
/** What is left of a password without the words that anybody would try must be as much as this. */
const SHORTEST_REST = 8

/** Whether there is little more in the password than what is known of whose it is. */
const tellsWhose = (password: string, known: readonly string[]): boolean => {
  const whole = plain(password)
  const words = known.map(plain).filter((word) => word.length >= SHORTEST_WORD)
  const rest = words
    .toSorted((left, right) => right.length - left.length)
    .reduce((left, word) => left.replaceAll(word, ''), whole)
  return rest.length < whole.length && rest.length < SHORTEST_REST
}

/** What is wrong with the length of a password. */
export const passwordLength = (password: string): readonly FieldProblem[] => [
  ...(password.length < SHORTEST_PASSWORD
    ? [{ field: 'password', problem: 'too_short', limit: SHORTEST_PASSWORD } as const]
    : []),
  ...tooLong('password', password, LONGEST_PASSWORD),
]

/**
 * What is wrong with a password that somebody chooses. Its length counts, and that it is none of those that are guessed
 * first: what characters it is made of is nobody's business.
 *
 * @param known what is known of whose it is: the e-mail address, names.
 */
export const passwordProblems = async (
  commonPasswords: CommonPasswords,
  password: string,
  known: readonly (string | undefined)[],
): Promise<readonly FieldProblem[]> => {
  const length = passwordLength(password)
  if (length.length > 0) return length
  const words = known.flatMap((text) => (text === undefined ? [] : [text, ...text.split('@').slice(0, 1)]))
  if (tellsWhose(password, words))
    return [{ field: 'password', problem: 'invalid', expected: 'more than your names and addresses' }]
  return commonPassword(commonPasswords, password)
}

/** What is wrong with a password that many have; nothing with one that is left out. */
export const commonPassword = async (
  commonPasswords: CommonPasswords,
  password: string | undefined,
): Promise<readonly FieldProblem[]> =>
  password !== undefined && (await commonPasswords.has(password))
    ? [{ field: 'password', problem: 'invalid', expected: 'one that is not among the most common' }]
    : []

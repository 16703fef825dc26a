import type { FieldProblem, Secrets } from '../kernel/index.ts'

/** Letters, digits, and dots, hyphens and underscores between them: safe in an address as it stands. */
const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/

/** Words that stand for something else where handles are named. */
const RESERVED: readonly string[] = ['self']

/** A handle as it is kept: without the `@` in front, and in lower case. */
export const toHandle = (text: string): string => text.trim().replace(/^@/, '').toLowerCase()

/** What is wrong with a handle. */
export const handleProblems = (handle: string): readonly FieldProblem[] => {
  if (RESERVED.includes(handle)) return [{ field: 'handle', problem: 'not_included' }]
  if (HANDLE.test(handle)) return []
  const expected =
    '1 to 63 letters, digits, dots, hyphens and underscores, the first and the last of them a letter or digit'
  return [{ field: 'handle', problem: 'invalid', expected }]
}

/** A handle for a name, with an end that makes it hard to meet another: names are not unique, and handles are. */
export const handleFor = (name: string, secrets: Pick<Secrets, 'token' | 'digest'>): string => {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '')
  const end = secrets.digest(secrets.token(16)).slice(0, 8)
  return `${words || 'agent'}-${end}`
}

import {
  type AgentIdentityId,
  blank,
  type FieldProblem,
  presence,
  type Timestamp,
  tooLong,
} from '../kernel/index.ts'
import type { ApiKeyKind } from './api-key.ts'

/** What somebody who makes a key says about it. */
export interface ApiKeyInput {
  readonly kind: ApiKeyKind
  /** 1 to 255 characters. */
  readonly name: string
  /** At most 1,000 characters. */
  readonly description?: string | null | undefined
  /** Such as `https://shop.example.com`; for client keys only. */
  readonly allowedOrigins?: readonly string[] | undefined
  /** Such as `com.example.shop`; for client keys only. */
  readonly allowedBundleIds?: readonly string[] | undefined
  /** The agent identity that a key of the kind `identity` acts as. */
  readonly agentIdentityId?: AgentIdentityId | null | undefined
  readonly expiresAt?: Timestamp | null | undefined
}

/** Characters of a key's name and of its description. */
export const API_KEY_LENGTHS = { name: 255, description: 1_000 } as const

/** The most origins, and the most bundles, that a key may be limited to. */
export const MOST_ALLOWED = 50

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]{1,255}$/
const BUNDLE_ID = /^[\w.-]{1,255}$/

/** The input as it is kept: origins as browsers send them. */
export const tidied = (input: ApiKeyInput) => ({
  kind: input.kind,
  name: input.name.trim(),
  description: presence(input.description ?? null),
  allowedOrigins: [...new Set((input.allowedOrigins ?? []).map((origin) => origin.trim().toLowerCase()))],
  allowedBundleIds: [...new Set((input.allowedBundleIds ?? []).map((id) => id.trim()))],
  agentIdentityId: input.agentIdentityId ?? null,
  expiresAt: input.expiresAt ?? null,
})

/** What can't be accepted of a key. */
export const keyProblems = (input: ReturnType<typeof tidied>, now: Timestamp): readonly FieldProblem[] => [
  ...blank('name', input.name),
  ...tooLong('name', input.name, API_KEY_LENGTHS.name),
  ...tooLong('description', input.description, API_KEY_LENGTHS.description),
  ...listProblems('allowedOrigins', input, {
    pattern: ORIGIN,
    expected: 'origins, such as https://example.com',
  }),
  ...listProblems('allowedBundleIds', input, { pattern: BUNDLE_ID, expected: 'ids of app bundles' }),
  ...(input.expiresAt !== null && input.expiresAt <= now
    ? [{ field: 'expiresAt', problem: 'invalid', expected: 'a time in the future' } as const]
    : []),
  ...((input.kind === 'identity') === (input.agentIdentityId !== null)
    ? []
    : [{ field: 'agentIdentityId', problem: 'invalid' } as const]),
]

const listProblems = (
  field: 'allowedOrigins' | 'allowedBundleIds',
  input: ReturnType<typeof tidied>,
  { pattern, expected }: { readonly pattern: RegExp; readonly expected: string },
): readonly FieldProblem[] => {
  const list = input[field]
  if (list.length > 0 && input.kind !== 'client')
    return [{ field, problem: 'invalid', expected: 'left out: only client keys are limited to them' }]
  if (list.length > MOST_ALLOWED) return [{ field, problem: 'too_long', limit: MOST_ALLOWED }]
  return list.every((one) => pattern.test(one)) ? [] : [{ field, problem: 'invalid', expected }]
}

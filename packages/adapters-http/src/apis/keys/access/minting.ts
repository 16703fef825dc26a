import {
  createApiKeySchema,
  createScopedApiKeySchema,
  presentApiKey,
  toApiKeyInput,
  toScopedApiKeyInput,
} from '@parlance/contracts'
import {
  type ApiKeyInput,
  err,
  type FieldProblem,
  type MintedApiKey,
  ok,
  type Result,
  type ValidationFailed,
} from '@parlance/core'
import { inputIssues } from '../../../kernel/input-issues.ts'
import type { InputIssue, RequestProblem } from '../../../kernel/problem.ts'
import { LABELLED } from '../kernel/render.ts'

/** A key that is asked for, and whether in the vocabulary of labels. */
export interface AskedKey {
  readonly input: ApiKeyInput
  readonly labelled: boolean
}

/** Reads a body in the vocabulary that it looks like. */
export const readAskedKey = (body: Readonly<Record<string, unknown>>): Result<AskedKey, RequestProblem> => {
  const labelled =
    !('key_type' in body || 'name' in body) && ('label' in body || 'scoped_identity_id' in body)
  const read = labelled ? createScopedApiKeySchema.safeParse(body) : createApiKeySchema.safeParse(body)
  if (!read.success) return err(invalid(inputIssues(read.error, body), labelled))
  const input = 'label' in read.data ? toScopedApiKeyInput(read.data) : toApiKeyInput(read.data)
  return ok({ input, labelled })
}

const invalid = (issues: readonly [InputIssue, ...InputIssue[]], labelled: boolean): RequestProblem => ({
  kind: 'invalid',
  issues,
  ...(labelled && { vocabulary: LABELLED }),
})

const NAMES: Readonly<Record<string, string>> = {
  allowedOrigins: 'allowed_origins',
  allowedBundleIds: 'allowed_bundle_ids',
  agentIdentityId: 'scoped_identity_id',
  expiresAt: 'expires_at',
}

/** What the domain has against the fields of a body, by the names that they have there. */
export const fieldsProblem = ({ problems }: ValidationFailed, labelled: boolean): RequestProblem => {
  const [first, ...rest] = problems.map((problem) => issueOf(problem, labelled))
  return invalid([first ?? { path: [], problem: 'invalid' }, ...rest], labelled)
}

const issueOf = ({ field, problem, limit, expected }: FieldProblem, labelled: boolean): InputIssue => {
  const path = [field === 'name' && labelled ? 'label' : (NAMES[field] ?? field)]
  if (problem === 'too_long' && limit !== undefined) return { path, problem, limit }
  if (problem === 'blank') return { path, problem: 'too_short', limit: 1 }
  return { path, problem: 'other', text: expected ? `must be ${expected}` : 'is not valid' }
}

/** A new key, in the vocabulary that it was asked for in. */
export const presentMinted = ({ key, text }: MintedApiKey, labelled: boolean) => {
  const record = presentApiKey(key)
  return labelled ? { api_key: text, record } : { api_key: text, ...record }
}

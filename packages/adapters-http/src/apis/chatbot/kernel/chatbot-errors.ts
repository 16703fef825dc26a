import type { RefusalWith } from '../../../kernel/problem.ts'
import { issuesOf, type ToldField } from './words.ts'

/** What routes of this API can be refused. */
export type ChatbotCode =
  | 'access/forbidden'
  | 'access/unknown-credential'
  | 'access/not-for-agent-identities'
  | 'organization/suspended'
  | 'member/email-taken'
  | 'validation/failed'
  | 'idempotency/key-reused'

export type ChatbotRefusal = RefusalWith<ChatbotCode>

/** A refusal in the words of this API. */
export interface Told {
  readonly status: number
  /** What software looks at; it never changes. */
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors?: readonly ToldField[]
}

interface Entry<Code extends ChatbotCode> {
  readonly status: number
  readonly tell: (refusal: RefusalWith<Code>) => Omit<Told, 'status'>
}

const saying = (status: number, code: string, title: string, detail = title) => ({
  status,
  tell: (): Omit<Told, 'status'> => ({ code, title, detail }),
})

const VALIDATION = 'What was sent cannot be accepted'

/** Fields that cannot be accepted, as this API tells them. */
export const tellFields = (errors: readonly ToldField[]): Told => ({
  status: 400,
  code: 'validation_failed',
  title: VALIDATION,
  detail: errors.map(({ path, message }) => `${path} ${message}`).join(', '),
  errors,
})

const UNAUTHORIZED = 'Who calls is not known'

/** Every refusal that routes of this API name, as it is told. A code that is missing here doesn't compile. */
export const CHATBOT_ERRORS: { readonly [Code in ChatbotCode]: Entry<Code> } = {
  'access/forbidden': saying(403, 'forbidden', 'The caller may not do this'),
  'access/unknown-credential': saying(
    401,
    'unauthorized',
    UNAUTHORIZED,
    'The access token or the key is not known, or no longer good',
  ),
  'access/not-for-agent-identities': saying(
    403,
    'forbidden',
    'The caller may not do this',
    'Only members may',
  ),
  'organization/suspended': saying(403, 'organization_suspended', 'The organization is suspended'),
  'member/email-taken': saying(
    409,
    'email_taken',
    'The e-mail address is taken',
    'Somebody signs in with this e-mail address already',
  ),
  'validation/failed': { status: 400, tell: ({ problems }) => tellFields(issuesOf(problems)) },
  'idempotency/key-reused': saying(
    422,
    'idempotency_key_reused',
    'The Idempotency-Key is taken',
    'Idempotency-Key was used before with another request',
  ),
}

/** A refusal with its status. */
export const tellRefusal = (refusal: ChatbotRefusal): Told => {
  // The table's type ties each entry to its code; an index by a union can't say so.
  const entry = CHATBOT_ERRORS[refusal.code] as Entry<ChatbotCode>
  return { ...entry.tell(refusal), status: entry.status }
}

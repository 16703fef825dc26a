import type { FieldProblem } from '@parlance/core'
import type { RefusalWith } from '../../../kernel/problem.ts'

/** What routes of this API can be refused. */
export type SupportCode =
  | 'access/forbidden'
  | 'access/unknown-credential'
  | 'api-key/elsewhere'
  | 'assignment/released'
  | 'contact-point/source-id-taken'
  | 'contact/attribute-taken'
  | 'conversation/not-found'
  | 'idempotency/key-reused'
  | 'message/incoming-not-taken'
  | 'message/too-many'
  | 'organization/suspended'
  | 'validation/failed'
  | 'webhook/not-found'
  | 'webhook/too-many'

export type SupportRefusal = RefusalWith<SupportCode>

/** A refusal in words, with the fields at fault where it is about some. */
export interface ToldRefusal {
  readonly detail: string
  readonly fields?: readonly FieldProblem[]
}

interface Entry<Code extends SupportCode> {
  readonly status: number
  readonly tell: (refusal: RefusalWith<Code>) => ToldRefusal
}

const saying = (status: number, detail: string) => ({ status, tell: (): ToldRefusal => ({ detail }) })

const NOT_FOUND = saying(404, 'Not found.')
const FORBIDDEN = saying(403, 'You do not have permission to perform this action.')
const CONFLICT = saying(409, 'Somebody else came in as the same requester at the same moment.')

/** Every refusal that routes of this API meet, as it tells them. A code that is missing here doesn't compile. */
export const SUPPORT_ERRORS: { readonly [Code in SupportCode]: Entry<Code> } = {
  'access/forbidden': FORBIDDEN,
  'access/unknown-credential': saying(401, 'Invalid or revoked API key.'),
  'api-key/elsewhere': saying(403, 'This API key is not allowed from this origin or bundle.'),
  'assignment/released': FORBIDDEN,
  'contact-point/source-id-taken': CONFLICT,
  'contact/attribute-taken': CONFLICT,
  'conversation/not-found': NOT_FOUND,
  'idempotency/key-reused': saying(409, 'Idempotency-Key was used before with another request.'),
  'message/incoming-not-taken': FORBIDDEN,
  'message/too-many': saying(429, 'The conversation has had the messages that it may have in a minute.'),
  'organization/suspended': saying(403, 'The organization is suspended.'),
  'validation/failed': {
    status: 400,
    tell: ({ problems }) => ({ detail: 'Invalid input.', fields: problems }),
  },
  'webhook/not-found': NOT_FOUND,
  'webhook/too-many': {
    status: 400,
    tell: ({ limit }) => ({ detail: `The organization has the ${limit} webhooks that it may have.` }),
  },
}

/** A refusal with its status. */
export const tellRefusal = (refusal: SupportRefusal): ToldRefusal & { readonly status: number } => {
  // The table's type ties each entry to its code; an index by a union can't say so.
  const { status, tell } = SUPPORT_ERRORS[refusal.code] as Entry<SupportCode>
  return { status, ...tell(refusal) }
}

import type { RefusalWith } from '../../../kernel/problem.ts'

/** What routes of this API can be refused. What is wrong with a field, they say themselves. */
export type KeysCode =
  | 'access/forbidden'
  | 'access/unknown-credential'
  | 'agent-identity/not-found'
  | 'api-key/elsewhere'
  | 'api-key/not-found'
  | 'api-key/not-mintable'
  | 'api-key/too-many'
  | 'idempotency/key-reused'
  | 'organization/suspended'

interface Told {
  readonly status: number
  readonly text: string
}

const saying = (status: number, text: string) => (): Told => ({ status, text })

/** What is said of a credential that is not known, or was not sent. */
export const INVALID_KEY = 'Invalid or revoked API key.'

/** Every refusal that routes of this API meet, as it tells them. A code that is missing here doesn't compile. */
const KEYS_ERRORS: { readonly [Code in KeysCode]: (refusal: RefusalWith<Code>) => Told } = {
  'access/forbidden': saying(403, 'The caller may not do this.'),
  'access/unknown-credential': saying(401, INVALID_KEY),
  'agent-identity/not-found': saying(404, 'Agent identity not found.'),
  'api-key/elsewhere': saying(403, 'The API key may not be used from this origin or bundle.'),
  'api-key/not-found': saying(404, 'Not found.'),
  'api-key/not-mintable': saying(403, 'An API key cannot make another one that may do as much.'),
  'api-key/too-many': ({ limit }) => ({
    status: 409,
    text: `The organization has the ${limit} API keys that it may have.`,
  }),
  'idempotency/key-reused': saying(409, 'Idempotency-Key was used before with another request.'),
  'organization/suspended': saying(403, 'The organization is suspended.'),
}

/** A refusal with its status. */
export const tellRefusal = (refusal: RefusalWith<KeysCode>): Told => {
  // The table's type ties each entry to its code; an index by a union can't say so.
  const tell = KEYS_ERRORS[refusal.code] as (refusal: RefusalWith<KeysCode>) => Told
  return tell(refusal)
}

/** The status of a refusal, whatever else there is to tell of it. */
export const statusOf = (code: KeysCode): number =>
  // Nothing but a text hangs on what else is in a refusal.
  tellRefusal({ code } as RefusalWith<KeysCode>).status

import type { SignInError } from '@parlance/core'
import type { RefusalWith } from '../../../kernel/problem.ts'
import { issuesOf, type ToldField } from './words.ts'

/** What routes of this API can be refused. */
export type ChatbotCode =
  | 'access/forbidden'
  | 'access/unknown-credential'
  | 'access/not-for-agent-identities'
  | 'organization/suspended'
  | 'agent-identity/not-found'
  | 'team/not-found'
  | 'team/not-in-team'
  | 'team/too-many'
  | 'invitation/not-found'
  | 'invitation/too-many'
  | 'mail/unavailable'
  | 'api-key/elsewhere'
  | 'member/email-taken'
  | SignInError['code']
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

const NOT_FOUND = (what: string) =>
  saying(404, 'not_found', 'There is no such thing, or not for the caller', `${what} does not exist`)

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
  'api-key/elsewhere': saying(
    403,
    'key_used_elsewhere',
    'The key may not be used from there',
    'The key is limited to origins or bundles, and the request comes from another one',
  ),
  'agent-identity/not-found': NOT_FOUND('The bot'),
  'team/not-found': NOT_FOUND('The team'),
  'team/not-in-team': NOT_FOUND('The member of the team'),
  'team/too-many': {
    status: 409,
    tell: ({ limit }) => ({
      code: 'too_many_teams',
      title: 'There are as many teams as there may be',
      detail: `An organization may have ${limit} teams`,
    }),
  },
  'invitation/not-found': saying(
    404,
    'invitation_not_found',
    'There is no such invitation',
    'The invitation is not known, or it was taken back, used, or is too old',
  ),
  'invitation/too-many': {
    status: 429,
    tell: ({ limit }) => ({
      code: 'too_many_invitations',
      title: 'Too many people were invited today',
      detail: `An organization may invite ${limit} people in 24 hours`,
    }),
  },
  'mail/unavailable': saying(503, 'mail_unavailable', 'The mail could not be sent'),
  'sign-in/invalid-credentials': saying(
    401,
    'invalid_credentials',
    'The credentials are not right',
    'The e-mail address, the password or the code is wrong, or too many were',
  ),
  'sign-in/totp-required': saying(
    401,
    'totp_required',
    'A one-time code is needed',
    'Send totp_code or recovery_code as well',
  ),
  'sign-in/registration-closed': saying(
    403,
    'registration_closed',
    'Nobody can register here',
    'Ask whoever runs this server for an organization, or be invited to one',
  ),
  'sign-in/invalid-refresh-token': saying(
    401,
    'invalid_refresh_token',
    'The refresh token is not good',
    'It was used before, its session is over, or it never was one',
  ),
  'sign-in/invalid-code': saying(
    400,
    'invalid_code',
    'The code is not good',
    'The code is wrong, used, too old, or was tried too often',
  ),
  'sign-in/totp-not-set-up': saying(
    409,
    'totp_not_set_up',
    'There is no secret for one-time codes',
    'Get a secret first',
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

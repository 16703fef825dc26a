import type { ConnectionError, RefusalCode } from '@parlance/core'
import type { RefusalWith } from '../../../kernel/problem.ts'
import { humanName, phraseOf, wireName } from './words.ts'

/** A refusal in the words of this API. */
export interface Told {
  readonly text: string
  /** The attributes at fault, where it is about some. */
  readonly attributes?: readonly string[]
  /** What goes out beside the usual members. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** What routes of this API can be refused. Families that they have nothing to do with are taken out here. */
export type ChannelCode = Exclude<
  RefusalCode,
  | `contact-rule/${string}`
  | `api-key/${string}`
  | `sign-in/${string}`
  | `subscription/${string}`
  | ConnectionError['code']
  | `invitation/${string}`
  | 'team/not-in-team'
>

export type ChannelRefusal = RefusalWith<ChannelCode>

interface Entry<Code extends ChannelCode> {
  readonly status: number
  readonly tell: (refusal: RefusalWith<Code>) => Told
}

const saying = (status: number, text: string) => ({ status, tell: (): Told => ({ text }) })

const blaming = (attribute: string, phrase: string): Told => ({
  text: `${humanName(attribute)} ${phrase}`,
  attributes: [attribute],
})

const NOT_FOUND = saying(404, 'Resource could not be found')

const filterText = ({ problem, key, allowed }: RefusalWith<'filter/invalid'>): string => {
  const list = `[${allowed.join(',')}]`
  switch (problem) {
    case 'operator':
      return `Invalid operator. The allowed operators for ${key} are ${list}.`
    case 'value':
      return `Invalid value. The values provided for ${key} are invalid`
    case 'key':
      return `Invalid attribute key - [${key}]. The key should be one of ${list} or a custom attribute defined in the account.`
    case 'join':
      return 'Query operator must be either "AND" or "OR".'
    case 'dangling-join':
      return 'Query operator of the last condition must be null.'
  }
}

/** Every refusal of the domain, as this API tells it. A code that is missing here doesn't compile. */
export const CHANNEL_ERRORS: { readonly [Code in ChannelCode]: Entry<Code> } = {
  'access/forbidden': saying(401, 'You are not authorized to do this action'),
  'access/unknown-credential': saying(401, 'Invalid Access Token'),
  'access/not-a-member': saying(401, 'You are not authorized to access this account'),
  'access/not-for-agent-identities': saying(401, 'Access to this endpoint is not authorized for bots'),
  'access/foreign-agent-identity': saying(401, 'Bot is not authorized to access this account'),
  'agent-identity/not-found': NOT_FOUND,
  'agent-identity/handle-taken': { status: 422, tell: () => blaming('handle', 'has already been taken') },
  'agent-identity/too-many': {
    status: 422,
    tell: ({ limit }) => ({
      text: `Account has the ${limit} agent bots that it may have`,
      attributes: ['base'],
    }),
  },
  'organization/not-found': NOT_FOUND,
  'organization/suspended': saying(401, 'Account is suspended'),
  'member/not-found': { status: 422, tell: () => blaming('user', 'must exist') },
  'member/email-taken': { status: 422, tell: () => blaming('email', 'has already been taken') },
  'member/last-administrator': {
    status: 422,
    tell: () => ({ text: 'Account must keep an administrator', attributes: ['base'] }),
  },
  'member/last-owner': {
    status: 422,
    tell: () => ({ text: 'Account must keep an owner', attributes: ['base'] }),
  },
  'member/wrong-password': saying(422, 'Invalid current password'),
  'inbox/not-found': NOT_FOUND,
  'inbox/identity-not-proven': saying(401, 'The identifier is not proven by its hash'),
  'file/not-found': NOT_FOUND,
  'file/link-expired': saying(404, 'The link is no longer good'),
  'file/not-kept': saying(422, 'This server keeps no files'),
  'contact/not-found': NOT_FOUND,
  'contact-point/not-found': NOT_FOUND,
  'contact-point/source-id-taken': saying(422, 'source_id should be unique'),
  'contact/blocked': saying(422, 'Contact is blocked'),
  'contact/online': {
    status: 422,
    tell: ({ name }) => ({ text: `${name} is Online, please try again later`, attributes: [] }),
  },
  'contact/somebody-else': saying(401, 'The identifier is not proven by its hash'),
  'contact-note/not-found': NOT_FOUND,
  'contact/attribute-taken': {
    status: 422,
    tell: ({ attributes, contactNumber }) => ({
      text: attributes.map((one) => `${humanName(wireName(one))} has already been taken`).join(', '),
      attributes: attributes.map(wireName),
      more: { contact_id: contactNumber },
    }),
  },
  'conversation/not-found': NOT_FOUND,
  'message/not-found': NOT_FOUND,
  'message/too-many': { status: 422, tell: () => ({ text: 'Too many messages', attributes: ['base'] }) },
  'message/incoming-not-taken': saying(422, 'Incoming messages are only allowed in Api inboxes'),
  'message/status-not-taken': saying(403, 'Message status update is only allowed for API inboxes'),
  'message/translation-unavailable': saying(422, 'No translation service is set up'),
  'survey/closed': {
    status: 422,
    tell: () => {
      const text = 'You cannot update the CSAT survey after 14 days'
      return { text, more: { error: text } }
    },
  },
  'mail/unavailable': saying(422, 'No mail is sent from this server'),
  'participant/not-assignable': saying(422, 'Invalid participant IDs'),
  'assignment/released': saying(401, 'You are not authorized to do this action'),
  'team/not-found': NOT_FOUND,
  'team/too-many': {
    status: 422,
    tell: ({ limit }) => ({ text: `Account has the ${limit} teams that it may have`, attributes: ['base'] }),
  },
  'team/unknown-members': saying(401, 'Invalid User IDs'),
  'tag/not-found': NOT_FOUND,
  'canned-response/not-found': NOT_FOUND,
  'workspace/too-many': {
    status: 422,
    tell: ({ what, limit }) => ({
      text: `Account has the ${limit} ${what === 'tag' ? 'labels' : 'canned responses'} that it may have`,
      attributes: ['base'],
    }),
  },
  'webhook/not-found': NOT_FOUND,
  'report/subject-not-found': NOT_FOUND,
  'webhook/too-many': {
    status: 422,
    tell: ({ limit }) => ({
      text: `Account has the ${limit} webhooks that it may have`,
      attributes: ['base'],
    }),
  },
  'validation/failed': {
    status: 422,
    tell: ({ problems }) => ({
      text: problems
        .map((problem) => `${humanName(wireName(problem.field))} ${phraseOf(problem)}`)
        .join(', '),
      attributes: [...new Set(problems.map(({ field }) => wireName(field)))],
    }),
  },
  'filter/invalid': { status: 422, tell: (invalid) => ({ text: filterText(invalid) }) },
  'idempotency/key-reused': {
    status: 422,
    tell: () => ({
      text: 'Idempotency-Key was used before with another request',
      more: { code: 'idempotency_key_reused' },
    }),
  },
}

/** A refusal with its status. */
export const tellRefusal = (refusal: ChannelRefusal): Told & { readonly status: number } => {
  // The table's type ties each entry to its code; an index by a union can't say so.
  const entry = CHANNEL_ERRORS[refusal.code] as Entry<ChannelCode>
  return { status: entry.status, ...entry.tell(refusal) }
}

import { type Caller, mayEver, type Operation, PERMISSIONS } from '@parlance/core'
import { aligned } from './api-pages/aligned.ts'

/** The kinds of caller in the order of the columns, with what each is. */
const CALLERS: { readonly [C in Caller]: string } = {
  owner:
    'a member who owns the organization: may do whatever administrators may, and says who else is an owner',
  administrator: 'a member who sets things up, and sees every inbox',
  agent:
    'a member who answers in the inboxes it belongs to, and in those whose bots are shared with its teams',
  server_key: "a key of the organization's own backend",
  client_key: 'a key that may be public: it reaches what belongs to the person it speaks for',
  agent_identity:
    'software that answers, with its token or with a key of its own; it reaches what is its own',
  contact_point: 'a contact, through an inbox',
  system: 'the server itself, and its command line',
}

const callers = Object.keys(CALLERS) as readonly Caller[]
const operations = Object.keys(PERMISSIONS) as readonly Operation[]

const table = (): string =>
  aligned([
    ['operation', ...callers.map((caller) => caller.replace('_', ' '))],
    ...operations.map((operation) => [
      `\`${operation}\``,
      ...callers.map((caller) => (mayEver(caller, operation) ? 'yes' : '–')),
    ]),
  ])

/** The text of \`docs/roles.md\`. */
export const rolesPage = (): string => `# Roles and permissions

<!-- Written by \`npm run docs:roles\` from packages/core/src/access/permissions.ts. Do not edit. -->

Every operation of the domain is asked for by name, in one table; a kind of caller that is not named for it is refused,
whatever the API. What a caller may do it _to_ – which inboxes, which conversations, which of its own things – is decided
by each operation besides.

${callers.map((caller) => `- **${caller.replace('_', ' ')}**: ${CALLERS[caller]}`).join('\n')}

Owners are changed by owners alone: to make one, to take the role away, to disable or remove one asks for
\`owners:write\`. The last owner stays one, and somebody who may administrate always remains.

${table()}

Whoever is refused is told so, and the audit log remembers it: who, what, when and from where.
`

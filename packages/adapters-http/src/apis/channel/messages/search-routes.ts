import {
  CONVERSATIONS_PER_PAGE,
  FOUND_MESSAGES,
  FOUND_PER_PAGE,
  foundContactsSchema,
  foundConversationsSchema,
  foundEverythingSchema,
  foundInConversationsSchema,
  foundMessagesSchema,
  pageNumber,
  presentFoundContact,
  presentFoundConversation,
  presentFoundInConversations,
  presentFoundMessage,
  searchQuerySchema,
} from '@parlance/contracts'
import { type Engine, err, type MemberPrincipal, ok, type Result, SEARCHED_MESSAGES } from '@parlance/core'
import type { z } from 'zod'
import type { RequestProblem } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const ACCOUNT = '/api/v1/accounts/{account_id}'

type Query = z.output<typeof searchQuerySchema>

const textOf = ({ q }: Query): Result<string, RequestProblem> => {
  const text = q?.trim()
  return text
    ? ok(text)
    : err({ kind: 'request', status: 422, text: 'Specify search string with parameter q' })
}

/** What each kind is searched with. */
interface Search {
  readonly text: string
  readonly page: { readonly page: number; readonly perPage: number }
}

const searchOf = (query: Query): Result<Search, RequestProblem> => {
  const text = textOf(query)
  if (!text.ok) return text
  return ok({ text: text.value, page: { page: pageNumber(query.page), perPage: FOUND_PER_PAGE } })
}

const findConversations = async (engine: Engine, principal: MemberPrincipal, { text, page }: Search) =>
  shown(await engine.conversations.search(principal, { text, ...page }), (found) =>
    found.map(presentFoundConversation),
  )

const findContacts = async (engine: Engine, principal: MemberPrincipal, { text, page }: Search) => {
  const sort = { by: 'lastActivityAt', descending: true } as const
  return shown(
    await engine.contacts.search(principal, { text, page, sort, resolvedOnly: true }),
    ({ contacts }) => contacts.map(presentFoundContact),
  )
}

const findMessages = async (engine: Engine, principal: MemberPrincipal, search: Search) =>
  shown(await engine.messages.search(principal, search), (found) => found.map(presentFoundMessage))

const SEARCHED = `15 of a kind on a page. Of messages, the newest ${SEARCHED_MESSAGES} of the account are looked through.`

const everything = route(
  {
    methods: ['get'],
    path: `${ACCOUNT}/search`,
    operationId: 'search',
    summary: 'Find conversations, contacts and messages',
    description: SEARCHED,
    tag: 'Search',
    door: accountDoor,
    operation: 'conversations:read',
    query: searchQuerySchema,
    reply: foundEverythingSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller: { principal }, query }) => {
    const search = searchOf(query)
    if (!search.ok) return search
    const [conversations, contacts, messages] = await Promise.all([
      findConversations(engine, principal, search.value),
      findContacts(engine, principal, search.value),
      findMessages(engine, principal, search.value),
    ])
    if (!conversations.ok) return conversations
    if (!contacts.ok) return contacts
    if (!messages.ok) return messages
    const payload = {
      conversations: conversations.value,
      contacts: contacts.value,
      messages: messages.value,
    }
    return ok({ payload })
  },
)

const conversations = route(
  {
    methods: ['get'],
    path: `${ACCOUNT}/search/conversations`,
    operationId: 'searchForConversations',
    summary: 'Find conversations by their number or their contact',
    description: '15 on a page, newest first.',
    tag: 'Search',
    door: accountDoor,
    operation: 'conversations:read',
    query: searchQuerySchema,
    reply: foundConversationsSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const search = searchOf(query)
    if (!search.ok) return search
    return shown(await findConversations(engine, caller.principal, search.value), (found) => ({
      payload: { conversations: found },
    }))
  },
)

const contacts = route(
  {
    methods: ['get'],
    path: `${ACCOUNT}/search/contacts`,
    operationId: 'searchForContacts',
    summary: 'Find contacts that can be recognised again',
    description: '15 on a page, whoever wrote last first.',
    tag: 'Search',
    door: accountDoor,
    operation: 'contacts:read',
    query: searchQuerySchema,
    reply: foundContactsSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const search = searchOf(query)
    if (!search.ok) return search
    return shown(await findContacts(engine, caller.principal, search.value), (found) => ({
      payload: { contacts: found },
    }))
  },
)

const messages = route(
  {
    methods: ['get'],
    path: `${ACCOUNT}/search/messages`,
    operationId: 'searchForMessages',
    summary: 'Find what people said',
    description: `15 on a page, newest first. The newest ${SEARCHED_MESSAGES} messages of the account are looked through.`,
    tag: 'Search',
    door: accountDoor,
    operation: 'messages:read',
    query: searchQuerySchema,
    reply: foundMessagesSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const search = searchOf(query)
    if (!search.ok) return search
    return shown(await findMessages(engine, caller.principal, search.value), (found) => ({
      payload: { messages: found },
    }))
  },
)

const inConversations = route(
  {
    methods: ['get'],
    path: `${ACCOUNT}/conversations/search`,
    operationId: 'searchInConversations',
    summary: 'Conversations in which something was said, with what was said',
    description: `25 on a page, of any status. The newest ${SEARCHED_MESSAGES} messages of the account are looked through.`,
    tag: 'Conversations',
    door: accountDoor,
    operation: 'conversations:read',
    query: searchQuerySchema,
    reply: foundInConversationsSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'team/not-found'],
  },
  async ({ engine, caller: { principal }, query }) => {
    const text = textOf(query)
    if (!text.ok) return text
    const found = await engine.conversations.list(principal, {
      ...ANYWHERE,
      text: text.value,
      page: pageNumber(query.page),
    })
    if (!found.ok) return found
    const ids = found.value.conversations.map(({ conversation }) => conversation.id)
    const { organizationId } = principal
    const saying = await engine.messages.saying(organizationId, ids, text.value, FOUND_MESSAGES)
    return ok(presentFoundInConversations(found.value, saying))
  },
)

const ANYWHERE = {
  status: null,
  inboxNumber: null,
  teamNumber: null,
  sourceId: null,
  updatedSince: null,
  tags: null,
  kind: null,
  assignee: { type: 'all' },
  sort: 'last_activity_at_desc',
  perPage: CONVERSATIONS_PER_PAGE,
} as const

/** What is found by words; before the routes of one conversation, whose paths one of these would match. */
export const searchRoutes = [inConversations, everything, conversations, contacts, messages]

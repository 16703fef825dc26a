import {
  CONTACTS_PER_PAGE,
  contactListQuerySchema,
  contactListSchema,
  contactSearchQuerySchema,
  contactSearchSchema,
  filterInputSchema,
  pageNumber,
  presentContactList,
  presentContactSearch,
  toConditions,
  toContactSort,
} from '@parlance/contracts'
import { err } from '@parlance/core'
import type { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/contacts'

type Query = Pick<z.output<typeof contactListQuerySchema>, 'page' | 'sort' | 'include_contact_inboxes'>

const requestOf = ({ page, sort }: Query) => ({
  sort: toContactSort(sort),
  page: { page: pageNumber(page), perPage: CONTACTS_PER_PAGE },
})

const pageOf = ({ page, include_contact_inboxes }: Query) => ({
  sent: page,
  perPage: CONTACTS_PER_PAGE,
  withInboxes: include_contact_inboxes ?? true,
})

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listContacts',
    summary: 'Contacts that can be recognised again',
    description: 'Those with an e-mail address, a phone number or an identifier; 15 on a page.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    query: contactListQuerySchema,
    reply: contactListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const request = { ...requestOf(query), tags: query.labels?.length ? query.labels : null }
    return shown(await engine.contacts.list(caller.principal, request), (found) =>
      presentContactList(found, pageOf(query)),
    )
  },
)

const filter = route(
  {
    methods: ['post'],
    path: `${PATH}/filter`,
    operationId: 'filterContacts',
    summary: 'Contacts that can be recognised again and pass conditions',
    description: '15 on a page. A key that is none of the standard ones is of a custom attribute.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    query: contactListQuerySchema,
    body: filterInputSchema,
    reply: contactListSchema,
    errors: ['access/forbidden', 'filter/invalid'],
  },
  async ({ engine, caller, query, body }) => {
    const asked = { ...query, page: query.page ?? body.page }
    const request = { ...requestOf(asked), conditions: toConditions(body) }
    return shown(await engine.contacts.filter(caller.principal, request), (found) =>
      presentContactList(found, pageOf(asked)),
    )
  },
)

const search = route(
  {
    methods: ['get'],
    path: `${PATH}/search`,
    operationId: 'searchContacts',
    limits: ['contactsSearch'],
    summary: 'Find contacts by a part of what is known of them',
    description: '15 on a page.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    query: contactSearchQuerySchema,
    reply: contactSearchSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) => {
    const text = query.q?.trim()
    if (!text) return err({ kind: 'request', status: 422, text: 'Specify search string with parameter q' })
    return shown(await engine.contacts.search(caller.principal, { ...requestOf(query), text }), (found) =>
      presentContactSearch(found, pageOf(query)),
    )
  },
)

const active = route(
  {
    methods: ['get'],
    path: `${PATH}/active`,
    operationId: 'listActiveContacts',
    summary: 'Contacts that are online',
    description: 'Oldest first; 15 on a page.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    query: contactListQuerySchema.pick({ page: true }),
    reply: contactListSchema,
    errors: ['access/forbidden'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.contacts.online(caller.principal, requestOf(query).page), (found) =>
      presentContactList(found, pageOf(query)),
    ),
)

/** What members see of many contacts; before the routes of one, whose paths these would match. */
export const contactListRoutes = [list, search, filter, active]

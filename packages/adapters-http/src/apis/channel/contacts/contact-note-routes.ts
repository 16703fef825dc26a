import {
  contactNoteInputSchema,
  contactNoteListSchema,
  contactNoteSchema,
  pageNumber,
  pathNumber,
  presentContactNote,
  sentPage,
} from '@parlance/contracts'
import { NOTES_PER_PAGE } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/contacts/{contact_id}/notes'

const params = z.object({ contact_id: pathNumber.describe('The id of the contact') })
const noteParams = params.extend({ id: pathNumber.describe('The id of the note') })

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listContactNotes',
    summary: 'The notes about a contact, newest first',
    description: '100 on a page.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    params,
    query: z.object({ page: sentPage }),
    reply: contactNoteListSchema,
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller: { principal, organization }, params, query }) => {
    const page = { page: pageNumber(query.page), perPage: NOTES_PER_PAGE }
    return shown(await engine.contacts.notes.list(principal, params.contact_id, page), (notes) =>
      notes.map((view) => presentContactNote(view, params.contact_id, organization.number)),
    )
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getContactNote',
    summary: 'A note about a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    params: noteParams,
    reply: contactNoteSchema,
    errors: ['access/forbidden', 'contact/not-found', 'contact-note/not-found'],
  },
  async ({ engine, caller: { principal, organization }, params }) =>
    shown(await engine.contacts.notes.get(principal, params.contact_id, params.id), (view) =>
      presentContactNote(view, params.contact_id, organization.number),
    ),
)

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createContactNote',
    summary: 'Note something about a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params,
    body: contactNoteInputSchema,
    root: 'note',
    reply: contactNoteSchema,
    errors: ['access/forbidden', 'contact/not-found', 'validation/failed', 'idempotency/key-reused'],
  },
  async ({ engine, caller: { principal, organization }, params, body, options }) =>
    shown(await engine.contacts.notes.add(principal, params.contact_id, body.content, options), (view) =>
      presentContactNote(view, params.contact_id, organization.number),
    ),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateContactNote',
    summary: 'Change a note about a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params: noteParams,
    body: contactNoteInputSchema,
    root: 'note',
    reply: contactNoteSchema,
    errors: ['access/forbidden', 'contact/not-found', 'contact-note/not-found', 'validation/failed'],
  },
  async ({ engine, caller: { principal, organization }, params, body }) =>
    shown(await engine.contacts.notes.change(principal, params.contact_id, params.id, body.content), (view) =>
      presentContactNote(view, params.contact_id, organization.number),
    ),
)

const remove = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}`,
    operationId: 'deleteContactNote',
    summary: 'Remove a note about a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params: noteParams,
    reply: 'empty',
    errors: ['access/forbidden', 'contact/not-found', 'contact-note/not-found'],
  },
  async ({ engine, caller, params }) =>
    engine.contacts.notes.remove(caller.principal, params.contact_id, params.id),
)

/** What members note about contacts. */
export const contactNoteRoutes = [list, show, create, update, remove]

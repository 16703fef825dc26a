import {
  contactPayloadSchema,
  contactWithInboxesPayloadSchema,
  createContactSchema,
  createdContactSchema,
  pathNumber,
  presentContact,
  presentContactWithInboxes,
  presentCreatedContact,
  toContactChanges,
  toContactInput,
  updateContactSchema,
} from '@parlance/contracts'
import { ok } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/contacts'

const params = z.object({ id: pathNumber.describe('The id of the contact') })

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'createContact',
    summary: 'Add a contact',
    description: 'With an `inbox_id`, the contact gets an address in that inbox.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    body: createContactSchema,
    reply: createdContactSchema,
    errors: [
      'access/forbidden',
      'inbox/not-found',
      'validation/failed',
      'contact/attribute-taken',
      'contact-point/source-id-taken',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) => {
    const { principal, organization } = caller
    const inbox = body.inbox_id == null ? ok(null) : await engine.inboxes.get(principal, body.inbox_id)
    if (!inbox.ok) return inbox
    const input = toContactInput(body, inbox.value?.id ?? null)
    return shown(await engine.contacts.create(principal, input, options), (created) =>
      presentCreatedContact(created, inbox.value, organization.number),
    )
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{id}`,
    operationId: 'getContact',
    summary: 'A contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    params,
    reply: contactWithInboxesPayloadSchema,
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.contacts.get(caller.principal, params.id), (view) => ({
      payload: presentContactWithInboxes(view),
    })),
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{id}`,
    operationId: 'updateContact',
    summary: 'Change a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params,
    body: updateContactSchema,
    reply: contactPayloadSchema,
    errors: [
      'access/forbidden',
      'contact/not-found',
      'validation/failed',
      'contact/attribute-taken',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body }) =>
    shown(await engine.contacts.update(caller.principal, params.id, toContactChanges(body)), (contact) => ({
      payload: presentContact(contact),
    })),
)

/** What members do with one contact. */
export const contactRoutes = [create, show, update]

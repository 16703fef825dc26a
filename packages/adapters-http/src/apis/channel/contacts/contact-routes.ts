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
import { withPicture } from '../kernel/with-picture.ts'

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
    files: ['avatar'],
    reply: createdContactSchema,
    errors: [
      'access/forbidden',
      'inbox/not-found',
      'validation/failed',
      'contact/attribute-taken',
      'contact-point/source-id-taken',
      'contact/not-found',
      'file/not-kept',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, body, options }) => {
    const { principal, organization } = caller
    const inbox =
      body.inbox_id == null ? ok(null) : await engine.inboxes.addressable(principal, body.inbox_id)
    if (!inbox.ok) return inbox
    const input = toContactInput(body, inbox.value?.id ?? null)
    const { organizationId } = principal
    const created = await withPicture(
      engine,
      { organizationId, sent: body.avatar },
      {
        work: () => engine.contacts.create(principal, input, options),
        put: async (made, picture) =>
          shown(await engine.contacts.changePicture(principal, made.contact.number, picture), (contact) => ({
            ...made,
            contact,
          })),
      },
    )
    if (created.ok && !body.avatar && body.avatar_url) {
      await engine.contacts.wantPicture(principal, created.value.contact.number, body.avatar_url)
    }
    return shown(created, (value) => presentCreatedContact(value, inbox.value, organization.number))
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
    files: ['avatar'],
    reply: contactPayloadSchema,
    errors: [
      'access/forbidden',
      'contact/not-found',
      'validation/failed',
      'contact/attribute-taken',
      'file/not-kept',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller: { principal }, params, body }) => {
    const changed = await withPicture(
      engine,
      { organizationId: principal.organizationId, sent: body.avatar },
      {
        work: () => engine.contacts.update(principal, params.id, toContactChanges(body)),
        put: (_contact, picture) => engine.contacts.changePicture(principal, params.id, picture),
      },
    )
    if (changed.ok && !body.avatar && body.avatar_url) {
      await engine.contacts.wantPicture(principal, params.id, body.avatar_url)
    }
    return shown(changed, (contact) => ({ payload: presentContact(contact) }))
  },
)

const removePicture = route(
  {
    methods: ['delete'],
    path: `${PATH}/{id}/avatar`,
    operationId: 'deleteContactAvatar',
    summary: "Remove a contact's picture",
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params,
    reply: contactPayloadSchema,
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.contacts.changePicture(caller.principal, params.id, null), (contact) => ({
      payload: presentContact(contact),
    })),
)

/** What members do with one contact. */
export const contactRoutes = [create, show, update, removePicture]

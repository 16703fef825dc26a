import {
  contactLabelsSchema,
  contactPayloadSchema,
  contactSchema,
  conversationSchema,
  destroyContactAttributesSchema,
  mergeContactsSchema,
  pathNumber,
  presentContact,
  presentConversations,
  setContactLabelsSchema,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/contacts/{id}'

const params = z.object({ id: pathNumber.describe('The id of the contact') })

const remove = route(
  {
    methods: ['delete'],
    path: PATH,
    operationId: 'deleteContact',
    summary: 'Delete a contact',
    description: 'What was said with it is removed a little later. A contact that is online is left alone.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:delete',
    params,
    reply: 'empty',
    errors: ['access/forbidden', 'contact/not-found', 'contact/online'],
  },
  async ({ engine, caller, params, options }) => engine.contacts.delete(caller.principal, params.id, options),
)

const destroyAttributes = route(
  {
    methods: ['post'],
    path: `${PATH}/destroy_custom_attributes`,
    operationId: 'destroyContactAttributes',
    summary: 'Remove custom attributes of a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params,
    body: destroyContactAttributesSchema,
    reply: contactPayloadSchema,
    errors: [
      'access/forbidden',
      'contact/not-found',
      'validation/failed',
      'contact/attribute-taken',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.contacts.removeAttributes(caller.principal, params.id, body.custom_attributes, options),
      (contact) => ({ payload: presentContact(contact) }),
    ),
)

const conversations = route(
  {
    methods: ['get'],
    path: `${PATH}/conversations`,
    operationId: 'listContactConversations',
    summary: 'The newest 20 conversations of a contact',
    description: 'Agents see those of the inboxes that they are members of.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'conversations:read',
    params,
    reply: z.object({ payload: z.array(conversationSchema) }),
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller, params, now }) =>
    shown(await engine.conversations.ofContact(caller.principal, params.id), (states) => ({
      payload: presentConversations(states, now, caller.principal),
    })),
)

const labels = route(
  {
    methods: ['get'],
    path: `${PATH}/labels`,
    operationId: 'getContactLabels',
    summary: 'The tags of a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    params,
    reply: contactLabelsSchema,
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller, params }) =>
    shown(await engine.contacts.get(caller.principal, params.id), ({ contact }) => ({
      payload: [...contact.tags],
    })),
)

const setLabels = route(
  {
    methods: ['post'],
    path: `${PATH}/labels`,
    operationId: 'setContactLabels',
    summary: 'Replace the tags of a contact',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    params,
    body: setContactLabelsSchema,
    reply: contactLabelsSchema,
    errors: [
      'access/forbidden',
      'contact/not-found',
      'validation/failed',
      'contact/attribute-taken',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller, params, body, options }) =>
    shown(
      await engine.contacts.update(caller.principal, params.id, { tags: body.labels }, options),
      ({ tags }) => ({
        payload: [...tags],
      }),
    ),
)

const merge = route(
  {
    methods: ['post'],
    path: '/api/v1/accounts/{account_id}/actions/contact_merge',
    operationId: 'mergeContacts',
    summary: 'Make two contacts one',
    description:
      'What the base has stays, and what it lacks comes from the mergee; so do the addresses, conversations, messages and notes. The mergee is no more.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:write',
    body: mergeContactsSchema,
    reply: contactSchema,
    errors: ['access/forbidden', 'contact/not-found', 'contact/attribute-taken', 'idempotency/key-reused'],
  },
  async ({ engine, caller, body, options }) => {
    const numbers = { base: body.base_contact_id, mergee: body.mergee_contact_id }
    return shown(await engine.contacts.merge(caller.principal, numbers, options), presentContact)
  },
)

/** What members do with one contact besides changing what is known of it. */
export const contactChangeRoutes = [remove, destroyAttributes, conversations, labels, setLabels, merge]

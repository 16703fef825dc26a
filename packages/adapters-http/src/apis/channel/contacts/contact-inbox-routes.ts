import {
  contactableInboxesSchema,
  contactInboxSchema,
  contactWithInboxesSchema,
  createContactInboxSchema,
  filterContactInboxesSchema,
  pathNumber,
  presentContactInbox,
  presentContactWithInboxes,
} from '@parlance/contracts'
import { type Inbox, isOpenChannel } from '@parlance/core'
import { z } from 'zod'
import type { Render } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import type { ChannelCode } from '../kernel/channel-errors.ts'
import { accountDoor } from '../kernel/doors.ts'
import { renderApplication } from '../kernel/render.ts'

const PATH = '/api/v1/accounts/{account_id}'

const params = z.object({ id: pathNumber.describe('The id of the contact') })

const placeOf = ({ number, channel, name }: Inbox) => ({ number, channelNumber: channel.number, name })

const create = route(
  {
    methods: ['post'],
    path: `${PATH}/contacts/{id}/contact_inboxes`,
    operationId: 'createContactInbox',
    summary: 'Give a contact an address in an inbox',
    description: 'One that the contact has already is answered as it is.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contact-points:write',
    params,
    body: createContactInboxSchema,
    reply: contactInboxSchema,
    errors: [
      'access/forbidden',
      'inbox/not-found',
      'contact/not-found',
      'contact-point/source-id-taken',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, caller: { principal }, params, body, options }) => {
    const inbox = await engine.inboxes.addressable(principal, body.inbox_id)
    if (!inbox.ok) return inbox
    const wanted = {
      inboxId: inbox.value.id,
      sourceId: body.source_id || null,
      hmacVerified: body.hmac_verified ?? false,
    }
    return shown(await engine.contacts.addPoint(principal, params.id, wanted, options), (point) =>
      presentContactInbox({ point, inbox: placeOf(inbox.value) }),
    )
  },
)

const contactable = route(
  {
    methods: ['get'],
    path: `${PATH}/contacts/{id}/contactable_inboxes`,
    operationId: 'listContactableInboxes',
    summary: 'Where a contact can be written to',
    description:
      'In each inbox that the caller sees: the newest address of the contact, or one that is free.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    params,
    reply: contactableInboxesSchema,
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller: { principal }, params }) => {
    const inboxes = await engine.inboxes.list(principal)
    if (!inboxes.ok) return inboxes
    const ids = inboxes.value.filter(({ channel }) => isOpenChannel(channel.type)).map(({ id }) => id)
    return shown(await engine.contacts.reach(principal, params.id, ids), (reachable) => ({
      payload: reachable.flatMap(({ inboxId, sourceId }) => {
        const inbox = inboxes.value.find(({ id }) => id === inboxId)
        return inbox ? [presentContactInbox({ point: { sourceId }, inbox: placeOf(inbox) })] : []
      }),
    }))
  },
)

/** That nobody has the address has always been told without a word. */
const renderNobody: Render<ChannelCode> = (problem) =>
  problem.kind === 'refusal' && problem.refusal.code === 'contact-point/not-found'
    ? { status: 404 }
    : renderApplication(problem)

const filter = route(
  {
    methods: ['post'],
    path: `${PATH}/contact_inboxes/filter`,
    operationId: 'findContactByAddress',
    summary: 'Whose address it is',
    description: 'Nobody is answered by 404 without a body.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'contacts:read',
    body: filterContactInboxesSchema,
    reply: contactWithInboxesSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'contact-point/not-found'],
    render: renderNobody,
  },
  async ({ engine, caller: { principal }, body }) => {
    const inbox = await engine.inboxes.get(principal, body.inbox_id)
    if (!inbox.ok) return inbox
    const address = { inboxId: inbox.value.id, sourceId: body.source_id }
    return shown(await engine.contacts.byPoint(principal, address), presentContactWithInboxes)
  },
)

/** The addresses of contacts. */
export const contactInboxRoutes = [create, contactable, filter]

import {
  identityClaimSchema,
  introduceContactSchema,
  presentPublicContact,
  publicContactSchema,
  toIdentityClaim,
  toIntroduction,
  toIntroductionChanges,
  updatePublicContactSchema,
} from '@parlance/contracts'
import { type Doorstep, type IdentityNotProven, ok, proveIdentity, type Result } from '@parlance/core'
import { z } from 'zod'
import type { HttpPorts } from '../../../kernel/http-ports.ts'
import { route, shown } from '../../../kernel/route.ts'
import { type InboxCaller, inboxDoor } from '../kernel/doors.ts'

const PATH = '/public/api/v1/inboxes/{inbox_identifier}/contacts'

const params = z.object({ source_id: z.string().describe("The contact's address in the inbox") })

/** Where the caller stands, once its claim to an identifier was looked into. */
const doorstep = (
  { organizationId, inbox }: InboxCaller,
  claim: z.output<typeof identityClaimSchema>,
  { secrets }: HttpPorts,
): Result<Doorstep, IdentityNotProven> => {
  const proof = proveIdentity(inbox.channel, toIdentityClaim(claim), secrets)
  if (!proof.ok) return proof
  const proven = proof.value.proven ? (claim.identifier ?? null) : null
  return ok({ organizationId, inboxId: inbox.id, proven })
}

const create = route(
  {
    methods: ['post'],
    path: PATH,
    operationId: 'introduceContact',
    summary: 'Introduce oneself to an inbox',
    description: 'A known `source_id` leads to its contact, and changes nothing.',
    tag: 'Public API',
    door: inboxDoor,
    body: introduceContactSchema,
    reply: publicContactSchema,
    errors: [
      'inbox/identity-not-proven',
      'validation/failed',
      'contact-point/source-id-taken',
      'contact/attribute-taken',
      'idempotency/key-reused',
    ],
  },
  async (call) => {
    const door = doorstep(call.caller, call.body, call)
    if (!door.ok) return door
    const introduced = await call.engine.contacts.introduce(
      door.value,
      toIntroduction(call.body),
      call.options,
    )
    // Somebody who was known before is shown as before: nobody has proven to be that person.
    const isNew = introduced.ok && !introduced.replayed && introduced.value.contact.createdAt >= call.now
    if (isNew) await wantPicture(call, introduced.value.contact.number, call.body.avatar_url)
    return shown(introduced, presentPublicContact)
  },
)

const show = route(
  {
    methods: ['get'],
    path: `${PATH}/{source_id}`,
    operationId: 'getPublicContact',
    summary: 'Who the contact is',
    description: 'A proof that is sent along makes the address a proven one.',
    tag: 'Public API',
    door: inboxDoor,
    params,
    query: identityClaimSchema,
    reply: publicContactSchema,
    errors: [
      'inbox/identity-not-proven',
      'contact-point/not-found',
      'contact/somebody-else',
      'validation/failed',
      'contact/attribute-taken',
    ],
  },
  async (call) => {
    const { engine, caller, params, query } = call
    const door = doorstep(caller, query, call)
    if (!door.ok) return door
    const found =
      door.value.proven !== null
        ? await engine.contacts.updateIntroduction(door.value, params.source_id, {})
        : await engine.contacts.bySource(door.value, params.source_id)
    return shown(found, presentPublicContact)
  },
)

const update = route(
  {
    methods: ['patch', 'put'],
    path: `${PATH}/{source_id}`,
    operationId: 'updatePublicContact',
    summary: 'Say more about oneself',
    description:
      'Blank values are ignored. A proof that is sent along makes the address a proven one; then an e-mail address or phone number of another contact makes the two one, and the answer shows the one that was there before.',
    tag: 'Public API',
    door: inboxDoor,
    params,
    body: updatePublicContactSchema,
    reply: publicContactSchema,
    errors: [
      'inbox/identity-not-proven',
      'contact-point/not-found',
      'contact/somebody-else',
      'validation/failed',
      'contact/attribute-taken',
    ],
  },
  async (call) => {
    const { engine, caller, params, body } = call
    const door = doorstep(caller, body, call)
    if (!door.ok) return door
    const changes = toIntroductionChanges(body)
    const changed = await engine.contacts.updateIntroduction(door.value, params.source_id, changes)
    if (changed.ok) {
      await wantPicture({ engine, caller }, changed.value.contact.number, body.avatar_url)
    }
    return shown(changed, presentPublicContact)
  },
)

/** Has a contact's picture fetched, where one was named. */
const wantPicture = async (
  { engine, caller }: { readonly engine: HttpPorts['engine']; readonly caller: InboxCaller },
  number: number,
  url: string | null | undefined,
): Promise<void> => {
  if (!url) return
  await engine.contacts.wantPicture({ type: 'system', organizationId: caller.organizationId }, number, url)
}

/** What contacts say about themselves. */
export const publicContactRoutes = [create, show, update]

import {
  attachmentListSchema,
  attachmentQuerySchema,
  pageNumber,
  pathNumber,
  presentAttachmentList,
} from '@parlance/contracts'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const list = route(
  {
    methods: ['get'],
    path: '/api/v1/accounts/{account_id}/conversations/{conversation_id}/attachments',
    operationId: 'listAttachments',
    summary: 'What went along with the messages of a conversation, 100 on a page',
    tag: 'Messages',
    door: accountDoor,
    operation: 'messages:read',
    params: z.object({ conversation_id: pathNumber }),
    query: attachmentQuerySchema,
    reply: attachmentListSchema,
    errors: ['access/forbidden', 'conversation/not-found', 'assignment/released'],
  },
  async ({ engine, caller, params, query }) =>
    shown(
      await engine.messages.attachments(caller.principal, params.conversation_id, pageNumber(query.page)),
      presentAttachmentList,
    ),
)

const listOfContact = route(
  {
    methods: ['get'],
    path: '/api/v1/accounts/{account_id}/contacts/{id}/attachments',
    operationId: 'listContactAttachments',
    summary: 'What went along with the messages of a contact, 100 on a page',
    description: 'Agents see those in the inboxes that they are members of.',
    tag: 'Contacts',
    door: accountDoor,
    operation: 'messages:read',
    params: z.object({ id: pathNumber.describe('The id of the contact') }),
    query: attachmentQuerySchema,
    reply: attachmentListSchema,
    errors: ['access/forbidden', 'contact/not-found'],
  },
  async ({ engine, caller, params, query }) =>
    shown(
      await engine.messages.attachmentsOfContact(caller.principal, params.id, pageNumber(query.page)),
      presentAttachmentList,
    ),
)

/** What went along with messages. */
export const attachmentRoutes = [list, listOfContact]

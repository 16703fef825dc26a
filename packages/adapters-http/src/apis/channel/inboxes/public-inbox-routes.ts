import { presentPublicInbox, publicInboxSchema } from '@parlance/contracts'
import { ok } from '@parlance/core'
import { route } from '../../../kernel/route.ts'
import { inboxDoor } from '../kernel/doors.ts'

const show = route(
  {
    methods: ['get'],
    path: '/public/api/v1/inboxes/{inbox_identifier}',
    operationId: 'getPublicInbox',
    summary: 'An inbox, as anybody may see it',
    tag: 'Public API',
    door: inboxDoor,
    reply: publicInboxSchema,
    errors: [],
  },
  async ({ caller }) => ok(presentPublicInbox(caller.inbox)),
)

/** What anybody may know of an inbox. */
export const publicInboxRoutes = [show]

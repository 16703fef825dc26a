import {
  imessageMediaUploadSchema,
  presentImessageMedia,
  uploadImessageMediaSchema,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { agentMessagingDoor } from '../kernel/doors.ts'

const upload = route(
  {
    methods: ['post'],
    path: '/api/v1/imessage/media',
    operationId: 'uploadImessageMedia',
    summary: 'Keep a file that will go with a message',
    description:
      'A multipart form with the file as `file`. A file that goes with no message is gone after a day.',
    tag: 'Messages',
    door: agentMessagingDoor,
    operation: 'files:write',
    body: uploadImessageMediaSchema,
    files: ['file'],
    limits: ['upload'],
    reply: imessageMediaUploadSchema,
    status: 201,
    errors: ['access/forbidden', 'file/not-kept'],
  },
  async ({ engine, caller, body }) =>
    shown(await engine.files.upload(caller.principal, body.file), presentImessageMedia),
)

/** Files before they go with a message. */
export const mediaRoutes = [upload]

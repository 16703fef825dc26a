import { presentUpload, uploadInputSchema, uploadSchema } from '@parlance/contracts'
import { err } from '@parlance/core'
import type { RequestProblem } from '../../../kernel/problem.ts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const NO_FILE: RequestProblem = { kind: 'request', status: 422, text: 'No file or URL provided' }

const upload = route(
  {
    methods: ['post'],
    path: '/api/v1/accounts/{account_id}/upload',
    operationId: 'uploadFile',
    summary: 'Keep a file that will go with a message',
    description:
      'A multipart form with the file as `attachment`. A file that no message carries goes after a day.',
    tag: 'Messages',
    door: accountDoor,
    operation: 'files:write',
    body: uploadInputSchema,
    files: ['attachment'],
    limits: ['upload'],
    reply: uploadSchema,
    errors: ['access/forbidden', 'file/not-kept'],
  },
  async ({ engine, caller, body }) =>
    body.attachment
      ? shown(await engine.files.upload(caller.principal, body.attachment), presentUpload)
      : err(NO_FILE),
)

/** Files before they go with anything. */
export const uploadRoutes = [upload]

import { permit } from '@parlance/core'
import { z } from 'zod'
import { type RecognisedCaller, recogniseCaller } from '../../../kernel/recognise-caller.ts'
import type { Door } from '../../../kernel/route.ts'
import type { KeysCode } from './keys-errors.ts'
import { renderKeys } from './render.ts'

/** Lets in whoever has a credential of any kind. */
export const anyoneDoor: Door<RecognisedCaller, KeysCode> = {
  params: z.object({}),
  limits: ['support'],
  security: ['any_key', 'any_bearer'],
  errors: ['access/unknown-credential', 'organization/suspended', 'api-key/elsewhere'],
  badPath: 'invalid',
  permit: ({ principal }, operation) => permit(principal, operation),
  render: renderKeys,
  enter: recogniseCaller,
}

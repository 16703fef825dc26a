import {
  forgotPasswordSchema,
  presentUser,
  resetPasswordSchema,
  verifiedSchema,
  verifyEmailSchema,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { openDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/auth'
const TAG = 'Signing in'

const forgotPassword = route(
  {
    methods: ['post'],
    path: `${PATH}/forgot-password`,
    operationId: 'forgotPassword',
    summary: 'Have a code mailed that lets one choose another password',
    description: 'The answer is the same whether anybody has the address or not.',
    tag: TAG,
    door: openDoor,
    limits: ['authForgotPassword'],
    body: forgotPasswordSchema,
    reply: 'empty',
    status: 202,
    errors: [],
  },
  ({ engine, body, options }) => engine.signIn.forgotPassword(body.email, options),
)

const resetPassword = route(
  {
    methods: ['post'],
    path: `${PATH}/reset-password`,
    operationId: 'resetPassword',
    summary: 'Choose another password with a code that was mailed',
    description:
      'A code is good for ten minutes, for five tries, and once. Every session of the member ends. Who signs in with one-time codes is asked for one as before.',
    tag: TAG,
    door: openDoor,
    limits: ['authResetPassword'],
    body: resetPasswordSchema,
    reply: 'empty',
    status: 204,
    errors: ['validation/failed', 'sign-in/invalid-code'],
  },
  ({ engine, body, options }) => engine.signIn.resetPassword(body, options),
)

const verifyEmail = route(
  {
    methods: ['post'],
    path: `${PATH}/verify-email`,
    operationId: 'verifyEmail',
    summary: 'Prove an e-mail address with the code that was mailed there',
    description: 'A code is good for 15 minutes, for five tries, and once.',
    tag: TAG,
    door: openDoor,
    limits: ['authVerifyEmail'],
    body: verifyEmailSchema,
    reply: verifiedSchema,
    errors: ['sign-in/invalid-code'],
  },
  async ({ engine, body, options }) =>
    shown(await engine.signIn.verifyEmail(body, options), (verified) => ({ user: presentUser(verified) })),
)

/** What mailed codes are good for. */
export const passwordRoutes = [forgotPassword, resetPassword, verifyEmail]

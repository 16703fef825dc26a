import {
  loginSchema,
  logoutSchema,
  presentSignedIn,
  refreshSchema,
  registerSchema,
  signedInSchema,
  toFactorInput,
} from '@parlance/contracts'
import { err } from '@parlance/core'
import { route, shown } from '../../../kernel/route.ts'
import { anybodyDoor, openDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/auth'
const TAG = 'Signing in'

/** What every route here says about repeated requests. */
const NOT_REPLAYED =
  '`Idempotency-Key` makes no difference: answers with secrets in them are kept nowhere, and so can’t be given again.'

const register = route(
  {
    methods: ['post'],
    path: `${PATH}/register`,
    operationId: 'register',
    summary: 'Found an organization, and sign in as its owner',
    description: `A code that proves the e-mail address is mailed. ${NOT_REPLAYED}`,
    tag: TAG,
    door: openDoor,
    limits: ['authRegister'],
    body: registerSchema,
    reply: signedInSchema,
    status: 201,
    errors: ['sign-in/registration-closed', 'validation/failed', 'member/email-taken'],
  },
  async ({ engine, body, options }) =>
    shown(
      await engine.signIn.register(
        {
          email: body.email,
          password: body.password,
          name: body.name ?? undefined,
          organizationName: body.organization_name ?? undefined,
        },
        options,
      ),
      (signedIn) => presentSignedIn(signedIn, { withApiToken: true }),
    ),
)

const login = route(
  {
    methods: ['post'],
    path: `${PATH}/login`,
    operationId: 'login',
    summary: 'Sign in',
    description: `After ten failures at one e-mail address in a row nobody signs in with it for 15 minutes, and is not told why. ${NOT_REPLAYED}`,
    tag: TAG,
    door: openDoor,
    limits: ['authLogin'],
    body: loginSchema,
    reply: signedInSchema,
    errors: ['sign-in/invalid-credentials', 'sign-in/totp-required', 'organization/suspended'],
  },
  async ({ engine, body, options }) =>
    shown(
      await engine.signIn.login(
        { email: body.email, password: body.password, ...toFactorInput(body) },
        options,
      ),
      (signedIn) => presentSignedIn(signedIn, { withApiToken: true }),
    ),
)

const refresh = route(
  {
    methods: ['post'],
    path: `${PATH}/refresh`,
    operationId: 'refreshSession',
    summary: 'Get another access token',
    description: `The refresh token is replaced as well. One that was replaced more than ten seconds ago ends the session, since somebody else may have it. ${NOT_REPLAYED}`,
    tag: TAG,
    door: openDoor,
    body: refreshSchema,
    reply: signedInSchema,
    errors: ['sign-in/invalid-refresh-token', 'organization/suspended'],
  },
  async ({ engine, body, options }) =>
    shown(await engine.signIn.refresh(body.refresh_token, options), (signedIn) =>
      presentSignedIn(signedIn, { withApiToken: false }),
    ),
)

const logout = route(
  {
    methods: ['post'],
    path: `${PATH}/logout`,
    operationId: 'logout',
    summary: 'End a session',
    description:
      'The one of the refresh token, or else the one that the access token is of. Every token of it is unknown from then on, on every server within a second. A session that is over already is no problem.',
    tag: TAG,
    door: anybodyDoor,
    body: logoutSchema,
    reply: 'empty',
    status: 204,
    errors: [],
  },
  async ({ engine, caller, body, options }) => {
    const refreshToken = body.refresh_token ?? undefined
    if (refreshToken === undefined && !caller.principal?.sessionId) return err({ kind: 'unauthenticated' })
    return engine.signIn.logout({ refreshToken, principal: caller.principal }, options)
  },
)

/** Coming in, going on and leaving. */
export const signInRoutes = [login, refresh, register, logout]

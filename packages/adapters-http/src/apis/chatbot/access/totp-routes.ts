import {
  enabledTotpSchema,
  proposedTotpSchema,
  toFactorInput,
  totpSetupSchema,
  totpVerifySchema,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { memberDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/auth/totp'
const TAG = 'Signing in'

const setUp = route(
  {
    methods: ['post'],
    path: `${PATH}/setup`,
    operationId: 'setUpTotp',
    summary: 'Get a secret for an authenticator app',
    description:
      'It counts for nothing until a code by it came back. Who is asked for one-time codes already sends one, or a recovery code, before another secret may take the place of that.',
    tag: TAG,
    door: memberDoor,
    operation: 'profile:write',
    body: totpSetupSchema,
    reply: proposedTotpSchema,
    errors: ['sign-in/totp-required', 'sign-in/invalid-code'],
  },
  async ({ engine, caller, body, options }) =>
    shown(
      await engine.signIn.setUpTotp(caller.principal, toFactorInput(body), options),
      ({ secret, url, picture }) => ({ secret, otpauth_url: url, qr_svg: picture }),
    ),
)

const verify = route(
  {
    methods: ['post'],
    path: `${PATH}/verify`,
    operationId: 'verifyTotp',
    summary: 'Have one-time codes asked for from now on',
    description:
      'Takes a code by the secret that was set up last. Recovery codes are told when that secret comes to count; a later call only says whether the code is right. Each code is good once.',
    tag: TAG,
    door: memberDoor,
    operation: 'profile:write',
    limits: ['authTotp'],
    body: totpVerifySchema,
    reply: enabledTotpSchema,
    errors: ['sign-in/invalid-code', 'sign-in/totp-not-set-up'],
  },
  async ({ engine, caller, body, options }) =>
    shown(await engine.signIn.verifyTotp(caller.principal, body.code, options), ({ recoveryCodes }) => ({
      enabled: true as const,
      ...(recoveryCodes && { recovery_codes: [...recoveryCodes] }),
    })),
)

/** One-time codes. */
export const totpRoutes = [setUp, verify]

import {
  presentProfile,
  profileSchema,
  setActiveAccountSchema,
  setAutoOfflineSchema,
  setAvailabilitySchema,
  toProfileChanges,
  updateProfileSchema,
} from '@parlance/contracts'
import { err, type Myself, ok, type ProfileChanges, type Result } from '@parlance/core'
import { NOT_FOUND, type RequestProblem } from '../../../kernel/problem.ts'
import { type Call, route, shown } from '../../../kernel/route.ts'
import { type MemberCaller, profileDoor } from '../kernel/doors.ts'
import { withPicture } from '../kernel/with-picture.ts'

const PATH = '/api/v1/profile'

const presentOwn =
  ({ organization, token }: MemberCaller) =>
  (myself: Myself) =>
    presentProfile(myself, organization, token)

const show = route(
  {
    // Some clients post to read it.
    methods: ['get', 'post'],
    path: PATH,
    operationId: 'getProfile',
    summary: 'Who calls',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:read',
    reply: profileSchema,
    errors: ['access/unknown-credential'],
  },
  async ({ engine, caller }) => shown(await engine.access.profile(caller.principal), presentOwn(caller)),
)

const update = route(
  {
    methods: ['put', 'patch'],
    path: PATH,
    operationId: 'updateProfile',
    summary: 'Change what the caller may change of itself',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    body: updateProfileSchema,
    files: ['avatar', 'profile[avatar]'],
    root: 'profile',
    reply: profileSchema,
    errors: [
      'access/unknown-credential',
      'member/email-taken',
      'member/wrong-password',
      'validation/failed',
      'file/not-kept',
    ],
  },
  async ({ engine, caller, body, options }) =>
    shown(
      await withPicture(
        engine,
        { organizationId: caller.principal.organizationId, sent: body.avatar },
        {
          work: () => engine.access.changeProfile(caller.principal, toProfileChanges(body), options),
          put: (_myself, picture) => engine.files.changeOwnPicture(caller.principal, picture),
        },
      ),
      presentOwn(caller),
    ),
)

const removePicture = route(
  {
    methods: ['delete'],
    path: `${PATH}/avatar`,
    operationId: 'deleteOwnAvatar',
    summary: "Remove the caller's picture",
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    reply: profileSchema,
    errors: ['access/unknown-credential'],
  },
  async ({ engine, caller }) =>
    shown(await engine.files.changeOwnPicture(caller.principal, null), presentOwn(caller)),
)

/** The account that is named must be the caller's; none is the only one there is. */
const ownAccount = (
  { organization }: MemberCaller,
  number: number | null | undefined,
): Result<null, RequestProblem> =>
  number == null || number === organization.number ? ok(null) : err(NOT_FOUND)

/** Changes something of the caller in the account that it named. */
const changeIn = async <Params, Query>(
  { engine, caller }: Call<MemberCaller, Params, Query, unknown>,
  account: number | null | undefined,
  changes: ProfileChanges,
) => {
  const own = ownAccount(caller, account)
  if (!own.ok) return own
  return shown(await engine.access.changeProfile(caller.principal, changes), presentOwn(caller))
}

const CHANGE_ERRORS = [
  'access/unknown-credential',
  'member/email-taken',
  'member/wrong-password',
  'validation/failed',
] as const

const availability = route(
  {
    methods: ['post'],
    path: `${PATH}/availability`,
    operationId: 'setAvailability',
    summary: 'Say whether the caller takes work',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    body: setAvailabilitySchema,
    root: 'profile',
    reply: profileSchema,
    errors: CHANGE_ERRORS,
  },
  (call) => changeIn(call, call.body.account_id, { availability: call.body.availability }),
)

const autoOffline = route(
  {
    methods: ['post'],
    path: `${PATH}/auto_offline`,
    operationId: 'setAutoOffline',
    summary: 'Say whether the caller counts as online only while connected',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    body: setAutoOfflineSchema,
    root: 'profile',
    reply: profileSchema,
    errors: CHANGE_ERRORS,
  },
  (call) => changeIn(call, call.body.account_id, { autoOffline: call.body.auto_offline ?? undefined }),
)

const setActiveAccount = route(
  {
    methods: ['put', 'patch'],
    path: `${PATH}/set_active_account`,
    operationId: 'setActiveAccount',
    summary: 'Say which account the caller works in',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    body: setActiveAccountSchema,
    root: 'profile',
    reply: 'empty',
    errors: [],
  },
  async ({ engine, caller, body }) => {
    const own = ownAccount(caller, body.account_id)
    return own.ok ? engine.access.noteActive(caller.principal) : own
  },
)

const resendConfirmation = route(
  {
    methods: ['post'],
    path: `${PATH}/resend_confirmation`,
    operationId: 'resendConfirmation',
    summary: 'Have the e-mail address confirmed',
    description:
      'A code is mailed, for `POST /api/v1/auth/verify-email`; nothing, where the address is confirmed.',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    reply: 'empty',
    errors: [],
  },
  ({ engine, caller }) => engine.signIn.resendVerification(caller.principal),
)

const resetAccessToken = route(
  {
    methods: ['post'],
    path: `${PATH}/reset_access_token`,
    operationId: 'resetAccessToken',
    summary: 'Get another access token',
    description: 'The one that the caller had is unknown from then on.',
    tag: 'Profile',
    door: profileDoor,
    operation: 'profile:write',
    reply: profileSchema,
    errors: ['access/unknown-credential'],
  },
  async ({ engine, caller, options }) => {
    const reset = await engine.access.resetOwnToken(caller.principal, options)
    if (!reset.ok) return reset
    return shown(await engine.access.profile(caller.principal), (myself) =>
      presentProfile(myself, caller.organization, reset.value.accessToken),
    )
  },
)

/** Who calls, and what it may change of itself. */
export const profileRoutes = [
  show,
  update,
  availability,
  autoOffline,
  setActiveAccount,
  resendConfirmation,
  resetAccessToken,
  removePicture,
]

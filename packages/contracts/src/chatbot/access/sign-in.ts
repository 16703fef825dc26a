import type { SignedIn } from '@parlance/core'
import { z } from 'zod'
import { requiredText, text } from '../../kernel/index.ts'
import { presentUser, userSchema } from './user.ts'

/** Longer texts are read as what they are: nothing that anybody typed. */
const MOST = 1_000

const email = z.string().max(MOST).describe('The e-mail address that somebody signs in with')
const newPassword = z
  .string()
  .max(MOST)
  .describe('12–128 characters of any kind; not one that is guessed first')
const code = requiredText.pipe(z.string().max(MOST)).describe('Six digits')
const totpCode = text.describe('The code that the authenticator app shows; each is good once')
const recoveryCode = text.describe('A recovery code instead; each is good once')

export const registerSchema = z
  .object({
    email,
    password: newPassword,
    name: text.describe('The part of the e-mail address before the @ when it is left out'),
    organization_name: text.describe('The name of the person when it is left out'),
  })
  .meta({ id: 'Register', description: 'A person who founds an organization' })

export const loginSchema = z
  .object({
    email,
    password: z.string().max(MOST).describe('The password'),
    totp_code: totpCode,
    recovery_code: recoveryCode,
  })
  .meta({ id: 'Login', description: 'What a member signs in with' })

const refreshToken = z.string().max(MOST).describe('The refresh token of the newest answer')

export const refreshSchema = z
  .object({ refresh_token: refreshToken })
  .meta({ id: 'Refresh', description: 'What a session goes on by' })

export const logoutSchema = z
  .object({
    refresh_token: refreshToken
      .nullish()
      .describe('Names the session; without it the session that the access token is of ends'),
  })
  .meta({ id: 'Logout', description: 'The session that is to end' })

export const forgotPasswordSchema = z
  .object({ email })
  .meta({ id: 'ForgotPassword', description: 'Who forgot the password' })

export const resetPasswordSchema = z
  .object({ email, code, password: newPassword })
  .meta({ id: 'ResetPassword', description: 'Another password, and the code that was mailed' })

export const verifyEmailSchema = z
  .object({ email, code })
  .meta({ id: 'VerifyEmail', description: 'An address, and the code that was mailed there' })

export const totpSetupSchema = z
  .object({ totp_code: totpCode, recovery_code: recoveryCode })
  .meta({ id: 'TotpSetup', description: 'What proves a second factor that another is to replace' })

export const totpVerifySchema = z
  .object({ code })
  .meta({ id: 'TotpVerify', description: 'A code by the secret that was set up' })

export const signedInSchema = z
  .object({
    token: z.string().describe('The access token: a JWT for `Authorization: Bearer`'),
    refresh_token: z.string().describe('Good once, for another access token and another of its kind'),
    expires_in: z.int().describe('Seconds for which the access token is good'),
    user: userSchema,
  })
  .meta({ id: 'SignedIn', description: 'A member who signed in' })

export const verifiedSchema = z
  .object({ user: userSchema })
  .meta({ id: 'VerifiedUser', description: 'A member whose e-mail address is proven' })

export const proposedTotpSchema = z
  .object({
    secret: z.string().describe('For typing it into an authenticator app'),
    otpauth_url: z.string().describe('What an authenticator app reads'),
    qr_svg: z.string().describe('The same as a QR code: SVG'),
  })
  .meta({ id: 'ProposedTotp', description: 'A secret, which counts once a code by it came back' })

export const enabledTotpSchema = z
  .object({
    enabled: z.literal(true).describe('Signing in asks for a one-time code from now on'),
    recovery_codes: z
      .array(z.string())
      .optional()
      .describe('Ten codes that are good once each; told when the secret comes to count, and never again'),
  })
  .meta({ id: 'EnabledTotp', description: 'That one-time codes are asked for' })

/** A member who signed in; with the token of the channel API where it is told. */
export const presentSignedIn = (
  { accessToken, refreshToken: refresh_token, expiresIn, member, totpEnabled, apiAccessToken }: SignedIn,
  { withApiToken }: { readonly withApiToken: boolean },
): z.output<typeof signedInSchema> => ({
  token: accessToken,
  refresh_token,
  expires_in: expiresIn,
  user: presentUser({ member, totpEnabled, apiAccessToken: withApiToken ? apiAccessToken : undefined }),
})

/** What was sent beside a password, as the engine takes it. */
export const toFactorInput = (sent: z.output<typeof totpSetupSchema>) => ({
  totpCode: sent.totp_code || undefined,
  recoveryCode: sent.recovery_code || undefined,
})

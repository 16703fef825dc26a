export {
  enabledTotpSchema,
  forgotPasswordSchema,
  loginSchema,
  logoutSchema,
  presentSignedIn,
  proposedTotpSchema,
  refreshSchema,
  registerSchema,
  resetPasswordSchema,
  signedInSchema,
  toFactorInput,
  totpSetupSchema,
  totpVerifySchema,
  verifiedSchema,
  verifyEmailSchema,
} from './sign-in.ts'
export type { ToldUser, WireUser } from './user.ts'
export { meSchema, presentMe, presentUser, userSchema } from './user.ts'

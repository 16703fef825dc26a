export type { AccessClaims, AccessTokens, OpenSignInKeys, SignInKeys } from './access-tokens.ts'
export type { Attempts, SignInAttempts } from './attempts.ts'
export { LOCKOUT, MOST_FAILURES, nextAttempt } from './attempts.ts'
export type { FactorInput } from './check-factor.ts'
export type { InstallationKey, InstallationKeys } from './installation-keys.ts'
export type { LoginError, LoginInput } from './login.ts'
export type { CodePurpose, MailedCode } from './mailed-code.ts'
export { CODE_TRIES, isOpen } from './mailed-code.ts'
export type { OneTimeCodes, ProposedTotp } from './one-time-codes.ts'
export type { CommonPasswords } from './password-rules.ts'
export { LONGEST_PASSWORD, passwordProblems, SHORTEST_PASSWORD } from './password-rules.ts'
export type { RecogniseSessionPorts } from './recognise-session.ts'
export { recogniseSession } from './recognise-session.ts'
export type { LogoutInput } from './refresh.ts'
export type { RegisterInput } from './register.ts'
export type { ResetInput } from './reset-password.ts'
export type { SecondFactor } from './second-factor.ts'
export { NO_SECOND_FACTOR } from './second-factor.ts'
export type { Session } from './session.ts'
export { ACCESS_TOKEN_LIFE, isExpired, MOST_SESSIONS } from './session.ts'
export type { OwnSignIn, SignIn } from './sign-in.ts'
export { createSignIn } from './sign-in.ts'
export type {
  InvalidCode,
  InvalidCredentials,
  InvalidRefreshToken,
  SignInError,
  TotpNotSetUp,
  TotpRequired,
} from './sign-in-errors.ts'
export type { SignInPorts, SignInTransaction } from './sign-in-ports.ts'
export type {
  FoundSession,
  MailedCodeStore,
  SecondFactorStore,
  SessionStore,
  SignInAccount,
  SignInDirectory,
} from './sign-in-stores.ts'
export type { SignedIn } from './signed-in.ts'
export type { EnabledTotp } from './totp.ts'
export type { VerifiedMember } from './verify-email.ts'

/** The address, the password or the code is wrong, or too many were; which of it is not told. */
export interface InvalidCredentials {
  readonly code: 'sign-in/invalid-credentials'
}

/** The password is right, and a one-time code is needed as well. */
export interface TotpRequired {
  readonly code: 'sign-in/totp-required'
}

/** Organizations are founded by whoever runs the installation, and by nobody else. */
export interface RegistrationClosed {
  readonly code: 'sign-in/registration-closed'
}

/** The refresh token is no longer good, or never was. */
export interface InvalidRefreshToken {
  readonly code: 'sign-in/invalid-refresh-token'
}

/** The code is wrong, used, too old, or was tried too often; which of it is not told. */
export interface InvalidCode {
  readonly code: 'sign-in/invalid-code'
}

/** There is no secret whose code could be asked for. */
export interface TotpNotSetUp {
  readonly code: 'sign-in/totp-not-set-up'
}

export type SignInError =
  | InvalidCredentials
  | TotpRequired
  | RegistrationClosed
  | InvalidRefreshToken
  | InvalidCode
  | TotpNotSetUp

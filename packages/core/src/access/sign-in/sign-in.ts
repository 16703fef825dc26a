import { type JsonObject, type Ok, ok } from '../../kernel/index.ts'
import type { MemberPrincipal } from '../principal.ts'
import { login } from './login.ts'
import { logout, refresh } from './refresh.ts'
import { register } from './register.ts'
import { forgotPassword, resetPassword } from './reset-password.ts'
import { apiToken } from './session-tokens.ts'
import type { SignInPorts } from './sign-in-ports.ts'
import { setUpTotp, verifyTotp } from './totp.ts'
import { resendVerification, verifyEmail } from './verify-email.ts'

/** How a member signs in, as it may know itself. */
export interface OwnSignIn {
  readonly totpEnabled: boolean
  /** What the channel API is called with; null where the caller is in no session. */
  readonly apiAccessToken: string | null
}

/** How people come in, and what proves that it is them. */
export interface SignIn {
  readonly register: ReturnType<typeof register>
  readonly login: ReturnType<typeof login>
  readonly refresh: ReturnType<typeof refresh>
  readonly logout: ReturnType<typeof logout>
  readonly own: (principal: MemberPrincipal) => Promise<Ok<OwnSignIn>>
  readonly forgotPassword: ReturnType<typeof forgotPassword>
  readonly resetPassword: ReturnType<typeof resetPassword>
  readonly verifyEmail: ReturnType<typeof verifyEmail>
  readonly resendVerification: ReturnType<typeof resendVerification>
  readonly setUpTotp: ReturnType<typeof setUpTotp>
  readonly verifyTotp: ReturnType<typeof verifyTotp>
  /** The keys that others can verify access tokens with, as JSON Web Keys. */
  readonly publicKeys: () => Promise<readonly JsonObject[]>
}

export const createSignIn = (ports: SignInPorts): SignIn => ({
  register: register(ports),
  login: login(ports),
  refresh: refresh(ports),
  logout: logout(ports),
  own: async ({ organizationId, member, sessionId }) => {
    const factor = await ports.unitOfWork.run(organizationId, async (tx) =>
      ok(await tx.secondFactors.find(member.id)),
    )
    return ok({
      totpEnabled: factor.value.secret !== null,
      apiAccessToken: sessionId ? await apiToken(ports.vault, { organizationId, id: sessionId }) : null,
    })
  },
  forgotPassword: forgotPassword(ports),
  resetPassword: resetPassword(ports),
  verifyEmail: verifyEmail(ports),
  resendVerification: resendVerification(ports),
  setUpTotp: setUpTotp(ports),
  verifyTotp: verifyTotp(ports),
  publicKeys: () => ports.accessTokens.publicKeys(),
})

import type {
  Afterwards,
  AuditRecorder,
  AuditSink,
  Clock,
  EventRecorder,
  IdSource,
  Mailer,
  Secrets,
  UnitOfWork,
  Vault,
} from '../../kernel/index.ts'
import type { Directory } from '../directory.ts'
import type { MemberStore } from '../member-store.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { SignInAttempts } from './attempts.ts'
import type { OneTimeCodes } from './one-time-codes.ts'
import type { CommonPasswords } from './password-rules.ts'
import type { MailedCodeStore, SecondFactorStore, SessionStore, SignInDirectory } from './sign-in-stores.ts'

/** What signing in changes in one transaction. */
export interface SignInTransaction {
  readonly members: MemberStore
  readonly sessions: SessionStore
  readonly mailedCodes: MailedCodeStore
  readonly secondFactors: SecondFactorStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
}

/**
 * What signing in needs. The vault and the access tokens may have to look their keys up: nothing of them is asked within a
 * transaction.
 */
export interface SignInPorts {
  readonly unitOfWork: UnitOfWork<SignInTransaction>
  readonly directory: Directory
  readonly signInDirectory: SignInDirectory
  readonly signInAttempts: SignInAttempts
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  readonly vault: Vault
  readonly accessTokens: AccessTokens
  readonly oneTimeCodes: OneTimeCodes
  readonly commonPasswords: CommonPasswords
  readonly afterwards: Afterwards
  readonly mailer?: Mailer | undefined
  readonly auditLog: AuditSink
  /** Whether anybody may found an organization by registering; left out, anybody may. */
  readonly openRegistration?: boolean | undefined
}

/** The name under which an account's failures are counted. */
export const attemptKey = ({ secrets }: Pick<SignInPorts, 'secrets'>, email: string): string =>
  secrets.digest(`sign-in ${email}`)

/** An e-mail address as accounts are found by it. */
export const accountEmail = (typed: string): string => typed.trim().toLowerCase()

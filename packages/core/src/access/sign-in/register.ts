import {
  type CallOptions,
  err,
  type FieldProblem,
  isEmail,
  ok,
  presence,
  type Result,
  SHORT_TEXT,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../../kernel/index.ts'
import type { EmailTaken } from '../access-errors.ts'
import type { NewOrganization } from '../directory.ts'
import type { NewMember } from '../member.ts'
import { mailCodeLater, newCode } from './mail-code.ts'
import { passwordProblems } from './password-rules.ts'
import { newSession } from './session.ts'
import type { RegistrationClosed } from './sign-in-errors.ts'
import { accountEmail, type SignInPorts } from './sign-in-ports.ts'
import { ownEntry } from './sign-in-trail.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

export interface RegisterInput {
  readonly email: string
  /** 12–128 characters, and not one that is guessed first. */
  readonly password: string
  /** The part of the e-mail address before the @ when it is left out. */
  readonly name?: string | undefined
  /** The name of the person when it is left out. */
  readonly organizationName?: string | undefined
}

/**
 * Founds an organization with its owner, who is signed in at once, and is mailed a code that proves the address. Whether
 * the address is taken shows in the answer, and in nothing else: the work is the same.
 */
export const register =
  (ports: SignInPorts) =>
  async (
    input: RegisterInput,
    { origin }: CallOptions = {},
  ): Promise<Result<SignedIn, RegistrationClosed | ValidationFailed | EmailTaken>> => {
    if (ports.openRegistration === false) return err({ code: 'sign-in/registration-closed' })
    const problems = await registrationProblems(ports, input)
    if (problems.length > 0) return err(validationFailed(...problems))
    const ownerPasswordHash = await ports.secrets.hashPassword(input.password)
    const created = await ports.directory.createOrganization({
      ...newOrganization(ports, input),
      ownerPasswordHash,
    })
    if (!created.ok) return created
    const { owner, organization } = created.value
    const made = await newCode(ports, owner, 'verify')
    const session = newSession(
      { id: ports.ids.next(), organizationId: organization.id, memberId: owner.id },
      ports.clock.now(),
    )
    await ports.unitOfWork.run(organization.id, async (tx) => {
      await tx.mailedCodes.put(made.code)
      await tx.sessions.insert(session)
      await tx.audit.record(ownEntry(ports, session, { action: 'organization.registered', origin }))
      return ok(null)
    })
    mailCodeLater(ports, owner.email, made)
    return ok(await signedIn(ports, session, { member: owner, totpEnabled: false }))
  }

const registrationProblems = async (
  { commonPasswords }: SignInPorts,
  { email, password, name, organizationName }: RegisterInput,
): Promise<readonly FieldProblem[]> => [
  ...(isEmail(email.trim()) ? [] : [{ field: 'email', problem: 'invalid' } as const]),
  ...tooLong('name', name, SHORT_TEXT),
  ...tooLong('organizationName', organizationName, SHORT_TEXT),
  ...(await passwordProblems(commonPasswords, password, [email, name, organizationName])),
]

const newOrganization = (
  { ids, clock }: Pick<SignInPorts, 'ids' | 'clock'>,
  input: RegisterInput,
): Omit<NewOrganization, 'ownerPasswordHash'> => {
  const now = clock.now()
  const email = accountEmail(input.email)
  const name = presence(input.name) ?? email.split('@')[0] ?? email
  const id: NewOrganization['organization']['id'] = ids.next()
  const owner: NewMember = {
    id: ids.next(),
    organizationId: id,
    email,
    name,
    displayName: null,
    role: 'owner',
    availability: 'online',
    autoOffline: true,
    confirmed: false,
    createdAt: now,
    updatedAt: now,
  }
  return {
    organization: {
      id,
      name: presence(input.organizationName) ?? name,
      status: 'active',
      locale: 'en',
      createdAt: now,
    },
    owner,
    credentials: [],
    apiKeys: [],
    occurredAt: now,
  }
}

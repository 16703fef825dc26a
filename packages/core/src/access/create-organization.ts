import {
  blank,
  type Clock,
  err,
  type IdSource,
  type OrganizationId,
  ok,
  type Result,
  type Secrets,
  SHORT_TEXT,
  type Timestamp,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { EmailTaken } from './access-errors.ts'
import { memberCredential, signInProblems } from './add-member.ts'
import { type ApiKeyKind, withNewText } from './api-key.ts'
import type { Directory } from './directory.ts'
import type { Member, NewMember } from './member.ts'
import type { Organization } from './organization.ts'

export interface OrganizationInput {
  readonly name: string
  readonly ownerEmail: string
  readonly ownerName?: string | undefined
  /** 8–128 characters; made up when it is left out. */
  readonly password?: string | undefined
}

/** A new organization with everything that is told only once. */
export interface CreatedOrganization {
  readonly organization: Organization
  readonly owner: Member
  readonly password: string
  readonly accessToken: string
  readonly serverKey: string
  readonly clientKey: string
  readonly gatewaySecret: string
}

export interface CreateOrganizationPorts {
  readonly directory: Directory
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

/** Founds an organization with its owner. Whoever runs the installation may do it; no principal exists yet. */
export const createOrganization =
  ({ directory, clock, ids, secrets }: CreateOrganizationPorts) =>
  async (input: OrganizationInput): Promise<Result<CreatedOrganization, ValidationFailed | EmailTaken>> => {
    const problems = [
      ...blank('name', input.name),
      ...tooLong('name', input.name, SHORT_TEXT),
      ...signInProblems(input.ownerEmail, input.password),
    ]
    if (problems.length > 0) return err(validationFailed(...problems))

    const now = clock.now()
    const organizationId: OrganizationId = ids.next()
    const owner = newOwner(input, { id: ids.next(), organizationId, now })
    const password = input.password ?? secrets.token(16)
    const firstKey = (kind: Exclude<ApiKeyKind, 'identity'>, name: string) =>
      withNewText(
        {
          id: ids.next(),
          organizationId,
          kind,
          name,
          description: null,
          allowedOrigins: [],
          allowedBundleIds: [],
          agentIdentityId: null,
          createdBy: { type: 'system' },
          expiresAt: null,
          createdAt: now,
        },
        secrets,
      )
    const server = firstKey('server', 'First server key')
    const client = firstKey('client', 'First client key')
    const told = {
      accessToken: secrets.token(24),
      serverKey: server.text,
      clientKey: client.text,
      gatewaySecret: `gw_live_${secrets.token(32)}`,
    }
    const created = await directory.createOrganization({
      organization: {
        id: organizationId,
        name: input.name.trim(),
        status: 'active',
        locale: 'en',
        createdAt: now,
      },
      owner,
      ownerPasswordHash: await secrets.hashPassword(password),
      credentials: [
        memberCredential(owner, told.accessToken, secrets),
        {
          organizationId,
          kind: 'gateway',
          digest: secrets.digest(told.gatewaySecret),
          memberId: null,
          agentIdentityId: null,
          createdAt: now,
        },
      ],
      apiKeys: [server, client].map(({ key, digest }) => ({ key, digest })),
      occurredAt: now,
    })
    return created.ok ? ok({ ...created.value, password, ...told }) : created
  }

const newOwner = (
  input: OrganizationInput,
  made: { id: NewMember['id']; organizationId: OrganizationId; now: Timestamp },
): NewMember => ({
  id: made.id,
  organizationId: made.organizationId,
  email: input.ownerEmail.trim().toLowerCase(),
  name: input.ownerName?.trim() || (input.ownerEmail.split('@')[0] ?? input.ownerEmail),
  displayName: null,
  role: 'owner',
  availability: 'online',
  autoOffline: true,
  confirmed: true,
  createdAt: made.now,
  updatedAt: made.now,
})

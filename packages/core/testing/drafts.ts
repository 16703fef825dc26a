import type {
  Contact,
  Credential,
  Inbox,
  MemberSecrets,
  NewContact,
  NewContactPoint,
  NewInbox,
  NewMember,
  OrganizationId,
  WorldPorts,
} from '../src/index.ts'
import { aNewMember } from './access/access.fixtures.ts'
import { aNewContact, aNewContactPoint } from './contacts/contact.fixtures.ts'
import { aNewInbox } from './inboxes/inbox.fixtures.ts'

/** Drafts can be kept beside any others: their ids, and what must be unique everywhere, come from this world. */
interface World {
  readonly world: WorldPorts
}

/** A member whose e-mail address nobody has. */
export const newMember = (
  { world }: World,
  organizationId: OrganizationId,
  overrides: Partial<NewMember> = {},
): NewMember => {
  const id = world.ids.next<'member'>()
  const now = world.clock.now()
  return aNewMember({
    id,
    organizationId,
    email: `${id}@acme.test`,
    createdAt: now,
    updatedAt: now,
    ...overrides,
  })
}

/** A member's credential: the access token's digest. */
export const credentialOf = ({ world }: World, member: NewMember, token: string): Credential => ({
  organizationId: member.organizationId,
  kind: 'member',
  digest: world.secrets.digest(token),
  memberId: member.id,
  agentIdentityId: null,
  createdAt: member.createdAt,
})

/** What a member signs in with: no password, and this access token. */
export const secretsOf = (ports: World, member: NewMember, token: string): MemberSecrets => ({
  memberId: member.id,
  passwordHash: null,
  credentials: [credentialOf(ports, member, token)],
})

/** An inbox whose identifier nothing else has. */
export const newInbox = (
  { world }: World,
  organizationId: OrganizationId,
  overrides: Partial<NewInbox> = {},
): NewInbox => {
  const id = world.ids.next<'inbox'>()
  const now = world.clock.now()
  const { channel } = aNewInbox()
  return aNewInbox({
    id,
    organizationId,
    channel: { ...channel, identifier: `inbox-${id}` },
    createdAt: now,
    updatedAt: now,
    ...overrides,
  })
}

/** A contact of the organization that nobody else is taken for. */
export const newContact = (
  { world }: World,
  organizationId: OrganizationId,
  overrides: Partial<NewContact> = {},
): NewContact => {
  const now = world.clock.now()
  return aNewContact({
    id: world.ids.next(),
    organizationId,
    createdAt: now,
    updatedAt: now,
    ...overrides,
  })
}

/** A contact point whose source id nothing else has. */
export const newContactPoint = (
  { world }: World,
  contact: Pick<Contact, 'id' | 'organizationId'>,
  inbox: Pick<Inbox, 'id'>,
  overrides: Partial<NewContactPoint> = {},
): NewContactPoint => {
  const id = world.ids.next<'contact_point'>()
  const now = world.clock.now()
  return aNewContactPoint({
    id,
    organizationId: contact.organizationId,
    inboxId: inbox.id,
    contactId: contact.id,
    sourceId: `source-${id}`,
    pubsubToken: `${contact.organizationId.replaceAll('-', '')}pubsub-${id}`,
    createdAt: now,
    updatedAt: now,
    ...overrides,
  })
}

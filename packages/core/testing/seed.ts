import type {
  Contact,
  ContactPoint,
  ConversationState,
  Inbox,
  Member,
  MemberPrincipal,
  NewContact,
  NewInbox,
  Organization,
  OrganizationId,
  Transaction,
} from '../src/index.ts'
import { anOrganization, asPrincipal } from './access/access.fixtures.ts'
import { startConversation } from './conversations/recording.ts'
import { credentialOf, newContact, newContactPoint, newInbox, newMember, secretsOf } from './drafts.ts'
import { inWork, succeeded } from './kernel/in-work.ts'
import type { StorageHarness } from './kernel/storage-harness.ts'

type Ports = Pick<StorageHarness, 'storage' | 'world'>

export interface SeedOptions {
  /** How many agents there are besides the owner; 2 when left out. All of them are members of the inbox. */
  readonly agents?: number
  readonly organization?: Partial<Omit<Organization, 'id' | 'number'>>
  readonly inbox?: Partial<Omit<NewInbox, 'id' | 'organizationId'>>
  readonly contact?: Partial<Omit<NewContact, 'id' | 'organizationId'>>
}

/** An organization in which somebody wrote, and somebody can answer. */
export interface Seeded {
  readonly organization: Organization
  readonly owner: Member
  readonly agents: readonly Member[]
  readonly inbox: Inbox
  readonly contact: Contact
  readonly contactPoint: ContactPoint
  /** Open, held by nobody, with no message. */
  readonly conversation: ConversationState
  /** The access tokens of the owner and of the agents, in their order. */
  readonly tokens: { readonly owner: string; readonly agents: readonly string[] }
  readonly principals: { readonly owner: MemberPrincipal; readonly agents: readonly MemberPrincipal[] }
}

/** Makes, through the ports, an organization with an owner, agents, an inbox, a contact in it and a conversation. */
export const seedOrganization = async (ports: Ports, options: SeedOptions = {}): Promise<Seeded> => {
  const { organization, owner, token } = await found(ports, options)
  const tokens = Array.from({ length: options.agents ?? 2 }, () => ports.world.secrets.token(24))
  const made = await inWork(ports, organization.id, async (tx) => {
    const agents: Member[] = []
    for (const [at, text] of tokens.entries()) {
      const agent = newMember(ports, organization.id, { name: `Agent ${at + 1}` })
      const secrets = secretsOf(ports, agent, text)
      agents.push(succeeded(await tx.members.insert(agent, secrets)))
    }
    const inbox = await tx.inboxes.insert(newInbox(ports, organization.id, options.inbox))
    await tx.inboxes.addMembers(
      inbox.id,
      agents.map(({ id }) => id),
    )
    const { contact, contactPoint } = await insertContact(ports, tx, inbox, options.contact)
    return { agents, inbox, contact, contactPoint }
  })
  const { agents, inbox, contact, contactPoint } = made
  const conversation = await startConversation(ports, { organization, inbox, contactPoint })
  return {
    organization,
    owner,
    agents,
    inbox,
    contact,
    contactPoint,
    conversation,
    tokens: { owner: token, agents: tokens },
    principals: {
      owner: asPrincipal(owner),
      agents: agents.map((agent) => asPrincipal(agent, [inbox.id])),
    },
  }
}

/** Adds a contact with a contact point in the inbox. */
export const addContact = async (
  ports: Ports,
  inbox: Inbox,
  overrides: Partial<NewContact> = {},
): Promise<{ readonly contact: Contact; readonly contactPoint: ContactPoint }> =>
  inWork(ports, inbox.organizationId, (tx) => insertContact(ports, tx, inbox, overrides))

/** Adds an inbox without members. */
export const addInbox = async (
  ports: Ports,
  organizationId: OrganizationId,
  overrides: Partial<NewInbox> = {},
): Promise<Inbox> =>
  inWork(ports, organizationId, (tx) => tx.inboxes.insert(newInbox(ports, organizationId, overrides)))

const found = async (ports: Ports, options: SeedOptions) => {
  const { storage, world } = ports
  const { number: _number, ...organization } = {
    ...anOrganization({ createdAt: world.clock.now() }),
    ...options.organization,
    id: world.ids.next<'organization'>(),
  }
  const owner = newMember(ports, organization.id, { name: 'Olive', role: 'owner' })
  const token = world.secrets.token(24)
  const created = await storage.directory.createOrganization({
    organization,
    owner,
    ownerPasswordHash: await world.secrets.hashPassword('correct horse battery'),
    credentials: [credentialOf(ports, owner, token)],
    apiKeys: [],
    occurredAt: world.clock.now(),
  })
  return { ...succeeded(created), token }
}

const insertContact = async (
  ports: Ports,
  tx: Pick<Transaction, 'contacts'>,
  inbox: Inbox,
  overrides: Partial<NewContact> = {},
) => {
  const contact = succeeded(await tx.contacts.insert(newContact(ports, inbox.organizationId, overrides)))
  const contactPoint = await tx.contacts.insertPoint(newContactPoint(ports, contact, inbox))
  if (!contactPoint) throw new Error('The source id is taken')
  return { contact, contactPoint }
}

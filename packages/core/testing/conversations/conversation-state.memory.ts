import {
  type ActiveAssignment,
  type ConversationState,
  type ConversationStore,
  type OrganizationId,
  type OrganizationRef,
  policyOf,
  type StartState,
} from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { RowTypes, Tables } from '../memory-database.ts'

/** A row that another one refers to. */
const referred = <Row>(row: Row | undefined, what: string): Row => {
  if (!row) throw new Error(`The ${what} is missing`)
  return row
}

const organizationOf = (tables: Tables, id: OrganizationId): OrganizationRef => {
  const { number, name } = referred(tables.organizations.get(id, id), 'organization')
  return { id, number, name }
}

/** The conversation with all that belongs to it, as it is now. */
export const loadState = (
  tables: Tables,
  { conversation, teamId, recent }: RowTypes['conversations'],
): ConversationState => {
  const { organizationId } = conversation
  const assignment = tables.assignments
    .of(organizationId)
    .find((one): one is ActiveAssignment => one.conversationId === conversation.id && one.status === 'active')
  const holder = assignment?.holder
  return {
    organization: organizationOf(tables, organizationId),
    inbox: policyOf(referred(tables.inboxes.get(organizationId, conversation.inboxId), 'inbox')),
    contact: referred(tables.contacts.get(organizationId, conversation.contactId), 'contact'),
    contactPoint: referred(
      tables.contactPoints.get(organizationId, conversation.contactPointId),
      'contact point',
    ),
    conversation,
    assignment: assignment ?? null,
    assignee:
      holder?.type === 'member' ? (tables.members.get(organizationId, holder.id)?.member ?? null) : null,
    agentIdentity:
      holder?.type === 'agent_identity'
        ? (tables.agentIdentities.get(organizationId, holder.id)?.identity ?? null)
        : null,
    team: teamId && (tables.teams.get(organizationId, teamId) ?? null),
    recent,
  }
}

/** What a conversation is started from; null when the inbox has no such contact point. */
export const loadStart = (
  tables: Tables,
  { organizationId, inboxId, contactPointId }: Parameters<ConversationStore['start']>[0],
): StartState | null => {
  const contactPoint = tables.contactPoints.get(organizationId, contactPointId)
  if (contactPoint?.inboxId !== inboxId) return null
  const [latest] = tables.conversations
    .of(organizationId)
    .filter(({ conversation }) => conversation.contactPointId === contactPointId)
    .toSorted(by(({ conversation }) => conversation.number, true))
  return {
    organization: organizationOf(tables, organizationId),
    inbox: policyOf(referred(tables.inboxes.get(organizationId, inboxId), 'inbox')),
    contact: referred(tables.contacts.get(organizationId, contactPoint.contactId), 'contact'),
    contactPoint,
    latest: latest ? loadState(tables, latest) : null,
  }
}

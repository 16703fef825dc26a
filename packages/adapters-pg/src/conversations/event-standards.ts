import type {
  Contact,
  ContactPoint,
  Conversation,
  ConversationState,
  InboxPolicy,
  Message,
} from '@parlance/core'

/**
 * What the data of an event usually hold, given what else they hold: it is not written with every event. These are part of
 * the format of the log: a standard that changes changes what kept events say. A new field may be added with what it means
 * where it is missing.
 */
export const STATE_STANDARD: Partial<ConversationState> = {
  assignment: null,
  assignee: null,
  agentIdentity: null,
  team: null,
}

export const INBOX_STANDARD: Partial<InboxPolicy> = {
  channelType: 'api',
  enableAutoAssignment: true,
  lockToSingleConversation: false,
  agentIdentityId: null,
  assignmentLimit: null,
  replyTimeWindow: null,
  automatic: null,
}

export const conversationStandard = ({
  organization,
  inbox,
  contact,
  contactPoint,
}: Pick<
  ConversationState,
  'organization' | 'inbox' | 'contact' | 'contactPoint'
>): Partial<Conversation> => ({
  organizationId: organization.id,
  inboxId: inbox.id,
  contactId: contact.id,
  contactPointId: contactPoint.id,
  status: 'open',
  priority: null,
  snoozedUntil: null,
  additionalAttributes: {},
  customAttributes: {},
  tags: [],
  agentLastSeenAt: null,
  assigneeLastSeenAt: null,
  contactLastSeenAt: null,
  firstReplyAt: null,
  waitingSince: null,
  lastOutgoingAt: null,
  lastTemplateAt: null,
  surveyedAt: null,
  minuteStartedAt: null,
})

export const contactStandard = ({
  organization,
}: Pick<ConversationState, 'organization'>): Partial<Contact> => ({
  organizationId: organization.id,
  middleName: '',
  lastName: '',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: false,
  additionalAttributes: {},
  customAttributes: {},
  type: 'visitor',
  tags: [],
})

export const contactPointStandard = ({
  organization,
  inbox,
  contact,
}: Pick<ConversationState, 'organization' | 'inbox' | 'contact'>): Partial<ContactPoint> => ({
  organizationId: organization.id,
  inboxId: inbox.id,
  contactId: contact.id,
  hmacVerified: false,
})

export const messageStandard = ({
  conversation,
}: Pick<ConversationState, 'conversation'>): Partial<Message> => ({
  conversationId: conversation.id,
  inboxId: conversation.inboxId,
  private: false,
  contentType: 'text',
  contentAttributes: {},
  additionalAttributes: {},
  status: 'sent',
  sourceId: null,
})

import {
  type Access,
  type AgentIdentities,
  type ApiKeys,
  collectUses,
  createAccess,
  createAgentIdentities,
  createApiKeys,
  createSignIn,
  type SignIn,
} from './access/index.ts'
import { createReports, MEASURED_EVENTS, type Reports, recordMeasurements } from './analytics/index.ts'
import {
  ASSIGNMENT_TRIGGERS,
  type Assignments,
  type Connections,
  createAssignments,
  createConnections,
  DEPARTURES,
  LINE_TRIGGERS,
  releaseDeparted,
} from './assignments/index.ts'
import { type Audit, createAudit, createAuditBuffer } from './audit/index.ts'
import type { LogConsumer } from './consumer.ts'
import {
  type ContactPresence,
  type ContactRules,
  type Contacts,
  createContactRules,
  createContacts,
  fetchWantedPictures,
  WANTED_PICTURES,
} from './contacts/index.ts'
import {
  type Conversations,
  createConversations,
  emptyInboxes,
  INBOX_REMOVALS,
  REMOVAL_TRIGGERS,
  removeWithContact,
} from './conversations/index.ts'
import { createFiles, FILE_TRIGGERS, type Files, removeLeaving } from './files/index.ts'
import { createHelpdesk, type Helpdesk } from './helpdesk/index.ts'
import { createInboxes, type Inboxes, keepIdentityInbox } from './inboxes/index.ts'
import {
  createLines,
  createMessages,
  createSurveys,
  type Lines,
  type Messages,
  type Surveys,
  sendTranscripts,
  TRANSCRIPT_TRIGGERS,
} from './messages/index.ts'
import type { EnginePorts } from './ports.ts'
import { createPresence, type Presence } from './presence/index.ts'
import { createTeams, type Teams } from './teams/index.ts'
import {
  createSubscriptions,
  createWebhooks,
  endSubscriptions,
  type Subscriptions,
  signSubscriptionsWith,
  syncAgentIdentityEndpoint,
  syncInboxEndpoint,
  type Webhooks,
} from './webhooks/index.ts'
import {
  type CannedResponses,
  createCannedResponses,
  createTags,
  renameTags,
  TAG_RENAMES,
  type Tags,
} from './workspace/index.ts'

/** Everything the domain can do, by capability. Each method takes who acts first, and decides whether it may. */
export interface Engine {
  readonly access: Access
  readonly signIn: SignIn
  readonly agentIdentities: AgentIdentities
  readonly apiKeys: ApiKeys
  readonly audit: Audit
  readonly files: Files
  readonly teams: Teams
  readonly inboxes: Inboxes
  readonly contacts: Contacts
  readonly contactRules: ContactRules
  readonly conversations: Conversations
  readonly messages: Messages
  readonly lines: Lines
  readonly surveys: Surveys
  readonly assignments: Assignments
  readonly connections: Connections
  readonly tags: Tags
  readonly cannedResponses: CannedResponses
  readonly helpdesk: Helpdesk
  readonly webhooks: Webhooks
  readonly subscriptions: Subscriptions
  readonly reports: Reports
  readonly presence: Presence
  /** What reacts to the log. Whoever embeds the engine runs them, with `drainOnce`. */
  readonly consumers: readonly LogConsumer[]
}

/** Puts the domain on its ports. */
export const createEngine = (given: EnginePorts): Engine => {
  const ports = { ...given, auditLog: createAuditBuffer(given) }
  const usedKeys = collectUses(ports.apiKeyUses)
  const keys = ports.signInKeys(ports.installationKeys)
  const assignments = createAssignments(ports)
  const connections = createConnections(ports)
  const files = createFiles(ports)
  const presence = createPresence(ports)
  const contactPresence: ContactPresence = {
    online: async (id) => (await presence.people(id)).contacts,
  }
  const conversations = createConversations(ports)
  const contacts = createContacts({ ...ports, contactPresence })
  const inboxPorts = { ...ports, onInboxSaved: syncInboxEndpoint(ports.ids) }
  return {
    access: createAccess({ ...ports, ...keys, noteUse: usedKeys.note }),
    signIn: createSignIn({ ...ports, ...keys }),
    agentIdentities: createAgentIdentities({
      ...ports,
      keepInbox: keepIdentityInbox(inboxPorts),
      onAgentIdentitySaved: syncAgentIdentityEndpoint(ports),
      onSigningKeyMade: signSubscriptionsWith(ports),
      onAgentIdentityRemoved: endSubscriptions(ports),
    }),
    apiKeys: createApiKeys({ ...ports, usedKeys }),
    audit: createAudit({ ...ports, ...keys }),
    files,
    teams: createTeams(ports),
    inboxes: createInboxes(inboxPorts),
    contacts,
    contactRules: createContactRules(ports),
    conversations,
    lines: createLines(ports),
    messages: createMessages({
      ...ports,
      claimFiles: files.claim,
      startConversation: conversations.start,
    }),
    surveys: createSurveys(ports),
    assignments,
    connections,
    tags: createTags(ports),
    cannedResponses: createCannedResponses(ports),
    helpdesk: createHelpdesk(ports),
    webhooks: createWebhooks(ports),
    subscriptions: createSubscriptions(ports),
    reports: createReports(ports),
    presence,
    consumers: [
      {
        name: 'automatic-assignment',
        interest: async () => ASSIGNMENT_TRIGGERS,
        skips: true,
        handle: assignments.whenSomebodyIsNeeded,
      },
      {
        name: 'lines',
        interest: async () => LINE_TRIGGERS,
        skips: true,
        handle: connections.deliverPending,
      },
      {
        name: 'departures',
        interest: async () => DEPARTURES,
        skips: true,
        handle: releaseDeparted(ports),
      },
      {
        name: 'tag-renames',
        interest: async () => TAG_RENAMES,
        skips: true,
        handle: renameTags({ ...ports, contacts }),
      },
      {
        name: 'contact-removal',
        interest: async () => REMOVAL_TRIGGERS,
        skips: true,
        handle: removeWithContact(ports),
      },
      {
        name: 'removed-inboxes',
        interest: async () => INBOX_REMOVALS,
        skips: true,
        handle: emptyInboxes(ports),
      },
      {
        name: 'files',
        interest: async () => FILE_TRIGGERS,
        skips: true,
        handle: removeLeaving(ports),
      },
      {
        name: 'analytics',
        interest: async () => MEASURED_EVENTS,
        skips: true,
        handle: recordMeasurements(ports),
      },
      ...(ports.fetchFile
        ? [
            {
              name: 'pictures',
              interest: async () => WANTED_PICTURES,
              skips: true,
              handle: fetchWantedPictures({
                ...ports,
                contactPresence,
                fetchFile: ports.fetchFile,
                takePicture: files.takePicture,
              }),
            },
          ]
        : []),
      ...(ports.mailer
        ? [
            {
              name: 'transcripts',
              interest: async () => TRANSCRIPT_TRIGGERS,
              skips: true,
              handle: sendTranscripts({ ...ports, mailer: ports.mailer }),
            },
          ]
        : []),
    ],
  }
}

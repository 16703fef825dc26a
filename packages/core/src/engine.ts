import { type Access, createAccess } from './access/index.ts'
import { ASSIGNMENT_TRIGGERS, type Assignments, createAssignments } from './assignments/index.ts'
import type { LogConsumer } from './consumer.ts'
import { type Contacts, createContacts } from './contacts/index.ts'
import { type ConversationEventData, type Conversations, createConversations } from './conversations/index.ts'
import { createInboxes, type Inboxes } from './inboxes/index.ts'
import type { RecordedEvent } from './kernel/index.ts'
import { createMessages, type Messages } from './messages/index.ts'
import type { ContactActivity, EnginePorts } from './ports.ts'
import { createWebhooks, syncInboxEndpoint, type Webhooks } from './webhooks/index.ts'

/** Everything the domain can do, by capability. Each method takes who acts first, and decides whether it may. */
export interface Engine {
  readonly access: Access
  readonly inboxes: Inboxes
  readonly contacts: Contacts
  readonly conversations: Conversations
  readonly messages: Messages
  readonly assignments: Assignments
  readonly webhooks: Webhooks
  /** What reacts to the log. Whoever embeds the engine runs them, with `drainOnce`. */
  readonly consumers: readonly LogConsumer[]
}

/** Puts the domain on its ports. */
export const createEngine = (ports: EnginePorts): Engine => {
  const assignments = createAssignments(ports)
  return {
    access: createAccess(ports),
    inboxes: createInboxes({ ...ports, onInboxSaved: syncInboxEndpoint(ports.ids) }),
    contacts: createContacts(ports),
    conversations: createConversations(ports),
    messages: createMessages(ports),
    assignments,
    webhooks: createWebhooks(ports),
    consumers: [
      {
        name: 'automatic-assignment',
        interest: async () => ASSIGNMENT_TRIGGERS,
        handle: assignments.whenSomebodyIsNeeded,
      },
      {
        name: 'contact-activity',
        interest: async () => ['message.recorded'],
        handle: noteContactActivity(ports.contactActivity),
      },
    ],
  }
}

/** Notes when contacts last wrote, once for each contact of a portion. */
const noteContactActivity =
  (activity: ContactActivity): LogConsumer['handle'] =>
  async (organizationId, events) => {
    const latest = new Map<string, number>()
    for (const event of events) {
      if (!isIncoming(event)) continue
      latest.set(event.data.state.contact.id, event.occurredAt)
    }
    if (latest.size === 0) return
    const seen = [...latest].map(([contactId, at]) => ({ contactId, at }))
    await activity.note(organizationId, seen)
  }

const isIncoming = (event: RecordedEvent): event is RecordedEvent<string, ConversationEventData> =>
  event.type === 'message.recorded' &&
  (event.data as ConversationEventData).message?.message.kind === 'incoming'

import type {
  AttributeChanges,
  ContactEventData,
  ConversationEventData,
  ConversationState,
  RecordedEvent,
  SentMessage,
} from '@parlance/core'
import { presentContactPush, presentPushMessage, presentSender } from '../push/index.ts'
import { presentWebhookConversation, type WebhookConversation } from '../webhooks/index.ts'

/** Something that is told to those who listen. */
export interface Frame {
  /** Such as `message.created`. */
  readonly event: string
  readonly data: object
  /** What the contact is told of it; null when nothing. */
  readonly forContact: object | null
  /** True: whoever did it is not told. */
  readonly exceptActor?: boolean
}

type FramesOf = (event: RecordedEvent) => readonly Frame[]

const inConversation =
  (frames: (event: RecordedEvent<string, ConversationEventData>) => readonly Frame[]): FramesOf =>
  (event) =>
    // The log keeps an event's data as JSON; its type is what says how to read it.
    frames(event as RecordedEvent<string, ConversationEventData>)

type Conversation = WebhookConversation & { readonly account_id: number }

const conversationOf = ({
  data: { state },
  seq,
  occurredAt,
}: RecordedEvent<string, ConversationEventData>): Conversation => ({
  ...presentWebhookConversation(state, state.recent.lastPublic, { seq: seq ?? 0, at: occurredAt }),
  account_id: state.organization.number,
})

/** Without what those who answer noted for themselves. */
const toContact = (conversation: Conversation): Conversation => ({
  ...conversation,
  labels: [],
  priority: null,
  additional_attributes: {},
  custom_attributes: {},
  meta: {
    ...conversation.meta,
    sender: { ...conversation.meta.sender, additional_attributes: {}, custom_attributes: {} },
  },
})

const isPublic = ({ message }: SentMessage): boolean => !message.private && message.kind !== 'activity'

const messageFrame = (
  event: string,
  { message, state }: { readonly message: SentMessage; readonly state: ConversationState },
  more: object = {},
): Frame => {
  const data = { ...presentPushMessage(message, state), ...more }
  return { event, data, forContact: isPublic(message) ? data : null }
}

/** What changed, as lists of what was and what is. */
const previousChanges = (changes: AttributeChanges = {}): object =>
  Object.fromEntries(
    Object.entries(changes).map(([name, { previous, current }]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      [previous, current],
    ]),
  )

const PLAIN = ['priority', 'customAttributes', 'tags', 'snoozedUntil', 'waitingSince', 'firstReplyAt']

const changeFrames = (event: RecordedEvent<string, ConversationEventData>): readonly Frame[] => {
  const { changes } = event.data
  const names = [
    ...(changes['status'] ? ['conversation.status_changed'] : []),
    ...(changes['assignee'] ? ['assignee.changed'] : []),
    ...(changes['team'] ? ['team.changed'] : []),
    ...(Object.keys(changes).some((name) => PLAIN.includes(name)) ? ['conversation.updated'] : []),
  ]
  if (names.length === 0) return []
  const data = conversationOf(event)
  const forContact = toContact(data)
  return names.map((name) => ({
    event: name,
    data,
    forContact: name.startsWith('conversation.') ? forContact : null,
  }))
}

const started = inConversation((event) => {
  const data = conversationOf(event)
  return [{ event: 'conversation.created', data, forContact: toContact(data) }]
})

const said = inConversation((event) => {
  const { message, state, changes } = event.data
  if (!message) return []
  const first = changes['firstReplyAt']
    ? [{ ...messageFrame('first.reply.created', { message, state }), forContact: null }]
    : []
  return [messageFrame('message.created', { message, state }), ...first, ...changeFrames(event)]
})

const messageChanged = inConversation(({ data: { message, state, messageChanges } }) =>
  message
    ? [
        messageFrame(
          'message.updated',
          { message, state },
          { previous_changes: previousChanges(messageChanges) },
        ),
      ]
    : [],
)

const told = (name: string) =>
  inConversation((event) => [{ event: name, data: conversationOf(event), forContact: null }])

const typed = inConversation((event) => {
  const { typing, state } = event.data
  if (!typing) return []
  const conversation = conversationOf(event)
  const data = {
    conversation,
    user: presentSender(typing.by),
    is_private: typing.private,
    account_id: state.organization.number,
  }
  return [
    {
      event: typing.on ? 'conversation.typing_on' : 'conversation.typing_off',
      data,
      forContact: typing.private ? null : { ...data, conversation: toContact(conversation) },
      exceptActor: true,
    },
  ]
})

const muted = inConversation(({ data: { state } }) => [
  {
    event: 'contact.updated',
    data: { ...presentContactPush(state.contact), account_id: state.organization.number },
    forContact: null,
  },
])

const aboutContact =
  (name: string): FramesOf =>
  (event) => {
    const { contact, organization } = event.data as ContactEventData
    const data = { ...presentContactPush(contact), account_id: organization?.number ?? 0 }
    return [{ event: name, data, forContact: null }]
  }

const FRAMES: ReadonlyMap<string, FramesOf> = new Map(
  Object.entries({
    'conversation.started': started,
    'message.recorded': said,
    'message.failed': messageChanged,
    'message.status-changed': messageChanged,
    'message.resent': messageChanged,
    'message.deleted': messageChanged,
    'message.submitted': messageChanged,
    'conversation.status-changed': inConversation(changeFrames),
    'assignment.made': inConversation(changeFrames),
    'assignment.released': inConversation(changeFrames),
    'conversation.priority-changed': inConversation(changeFrames),
    'conversation.attributes-changed': inConversation(changeFrames),
    'conversation.tagged': inConversation(changeFrames),
    'conversation.team-changed': inConversation(changeFrames),
    'conversation.seen-by-agent': told('conversation.read'),
    'conversation.seen-by-contact': told('conversation.updated'),
    'conversation.mute-changed': muted,
    'conversation.typing-changed': typed,
    'contact.created': aboutContact('contact.created'),
    'contact.updated': aboutContact('contact.updated'),
    'contact.merged': aboutContact('contact.merged'),
    'contact.deleted': aboutContact('contact.deleted'),
  }),
)

/** What an event of the log tells those who listen, in order; nothing for an event that is nobody's business. */
export const realtimeFrames = (event: RecordedEvent): readonly Frame[] =>
  FRAMES.get(event.type)?.(event) ?? []

import type {
  AgentIdentityId,
  InboxId,
  JsonObject,
  OrganizationId,
  StoredFile,
  Timestamp,
} from '../kernel/index.ts'

/** When an inbox answers on one day of the week, in the inbox's time zone. */
export interface WorkingHours {
  /** 0 is Sunday. */
  readonly dayOfWeek: number
  readonly closedAllDay: boolean
  readonly openAllDay: boolean
  /** 0–23 and 0–59; null on a day that is closed. */
  readonly openHour: number | null
  readonly openMinutes: number | null
  readonly closeHour: number | null
  readonly closeMinutes: number | null
}

/**
 * `api`: the generic channel, where messages come in over HTTP, and replies go out by webhook. `imessage`: the messaging
 * channel of one agent identity, where both go over the gateway. `support`: what comes in through the support API.
 */
export type ChannelType = 'api' | 'imessage' | 'support'

/** What an inbox is reached through. */
export interface InboxChannel {
  readonly type: ChannelType
  /** The integer that wires show as the channel's id. */
  readonly number: number
  /** Names the inbox in the public API's addresses; not guessable, not secret. */
  readonly identifier: string
  readonly webhookUrl: string | null
  /** Signs the deliveries to `webhookUrl`. */
  readonly secret: string
  /** With it the app's backend proves who a contact is: HMAC-SHA256 over the contact's identifier. */
  readonly hmacToken: string
  /** True: the public API refuses a contact without that proof. */
  readonly hmacMandatory: boolean
  readonly additionalAttributes: JsonObject
}

/**
 * Whether whoever sees the inbox may answer in any of its conversations. On other channels a conversation ties a contact
 * to one agent, and nobody else speaks in it.
 */
export const isOpenChannel = (type: ChannelType): boolean => type !== 'imessage'

/** What can be set on an inbox. */
export interface InboxSettings {
  readonly name: string
  readonly greetingEnabled: boolean
  readonly greetingMessage: string | null
  readonly enableEmailCollect: boolean
  readonly csatSurveyEnabled: boolean
  readonly csatConfig: JsonObject
  /** True: an open conversation that nobody holds is given to a member who takes work. */
  readonly enableAutoAssignment: boolean
  readonly autoAssignmentConfig: JsonObject
  readonly workingHoursEnabled: boolean
  /** Seven rows, Sunday first. */
  readonly workingHours: readonly WorkingHours[]
  readonly outOfOfficeMessage: string | null
  /** IANA name. */
  readonly timezone: string
  readonly allowMessagesAfterResolved: boolean
  /** True: a contact point has one conversation, which is opened again instead of starting another. */
  readonly lockToSingleConversation: boolean
  readonly senderNameType: 'friendly' | 'professional'
  readonly businessName: string | null
}

/** One instance of a channel: where contacts write to, and who answers there. */
export interface Inbox extends InboxSettings {
  readonly id: InboxId
  readonly organizationId: OrganizationId
  readonly number: number
  readonly channel: InboxChannel
  /** The agent identity that answers first; null for none. */
  readonly agentIdentityId: AgentIdentityId | null
  /** Left out when there is none. */
  readonly avatar?: StoredFile
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** An inbox before the store has numbered it and its channel. */
export type NewInbox = Omit<Inbox, 'number' | 'channel'> & { readonly channel: Omit<InboxChannel, 'number'> }

/** What a contact is told who writes when nobody answers. */
export interface OutOfOffice {
  readonly message: string
  readonly timezone: string
  readonly workingHours: readonly WorkingHours[]
}

/** How a contact is asked whether it is satisfied. */
export interface Survey {
  /** Null for the usual words. */
  readonly message: string | null
  readonly displayType: 'emoji' | 'star'
  /** Which conversations are asked about, by their tags; null for all of them. */
  readonly rule: {
    readonly operator: 'contains' | 'does_not_contain'
    readonly tags: readonly string[]
  } | null
}

/** What an inbox says by itself. */
export interface AutomaticMessages {
  readonly greeting: string | null
  readonly outOfOffice: OutOfOffice | null
  readonly survey: Survey | null
}

/** As much of an inbox as a conversation's rules and events need; nothing in it is secret. */
export interface InboxPolicy {
  readonly id: InboxId
  readonly number: number
  readonly name: string
  readonly channelType: ChannelType
  readonly channelNumber: number
  readonly enableAutoAssignment: boolean
  readonly lockToSingleConversation: boolean
  /** The agent identity that answers first: a conversation waits for it as pending; null for none. */
  readonly agentIdentityId: AgentIdentityId | null
  /** Open conversations that a member is given of this inbox at most; null for no limit. */
  readonly assignmentLimit: number | null
  /** Hours after the contact's last message within which an answer is expected; null for no limit. */
  readonly replyTimeWindow: number | null
  /** What the inbox says by itself; null when it says nothing. */
  readonly automatic: AutomaticMessages | null
}

import type { Member } from '../access/index.ts'
import type { Contact } from '../contacts/index.ts'
import type {
  ConversationId,
  InboxId,
  MemberId,
  MessageId,
  NumberedPage,
  OrganizationId,
  TeamId,
  Timestamp,
} from '../kernel/index.ts'

/** What surveys are narrowed to; null narrows nothing. */
export interface SurveyFilter {
  /** Answered (for counts of what was asked: sent) at this moment or later. */
  readonly since: Timestamp | null
  /** And at this moment or earlier. */
  readonly until: Timestamp | null
  /** Who held the conversation when it was answered. */
  readonly memberIds: readonly MemberId[] | null
  readonly inboxId: InboxId | null
  readonly rating: number | null
  /** Whose conversation it is now. */
  readonly teamId: TeamId | null
}

/** An answer as lists show it. */
export interface AnsweredSurvey {
  /** The number of the message that asked, which stands for the answer as well. */
  readonly messageNumber: number
  readonly conversationNumber: number
  readonly rating: number
  readonly feedback: string | null
  readonly contact: Contact
  readonly member: Member | null
  /** When it was first answered. */
  readonly respondedAt: Timestamp
}

export interface SurveyCounts {
  readonly answered: number
  /** How often each rating was given, by the rating; those that were not given are left out. */
  readonly ratings: Readonly<Record<number, number>>
  /** How many were asked; of the filter only the times count. */
  readonly sent: number
}

/** Where the newest survey of a conversation is. */
export interface SurveyPlace {
  readonly organizationId: OrganizationId
  readonly messageId: MessageId
}

/** Port. Answers questions about surveys. */
export interface SurveyQueries {
  /** Finds the survey of a conversation by the conversation's id alone, which is what its address carries. */
  readonly locate: (conversationId: ConversationId) => Promise<SurveyPlace | null>
  /** The answer to the survey that this message is; null while there is none. */
  readonly answer: (organizationId: OrganizationId, messageId: MessageId) => Promise<AnsweredSurvey | null>
  /** Newest answers first. */
  readonly list: (
    organizationId: OrganizationId,
    filter: SurveyFilter,
    page: NumberedPage & { readonly oldestFirst: boolean },
  ) => Promise<readonly AnsweredSurvey[]>
  readonly counts: (organizationId: OrganizationId, filter: SurveyFilter) => Promise<SurveyCounts>
}

import {
  type Attachment,
  type ContentType,
  MESSAGE_LENGTH,
  type MessageKind,
  type MessageLine,
  MOST_ATTACHMENTS,
} from '../conversations/index.ts'
import { blank, type FieldProblem, type JsonObject, LONG_TEXT, tooLong } from '../kernel/index.ts'
import { itemProblems } from './interactive-items.ts'

/** What somebody wants to say. */
export interface MessageInput {
  readonly kind: Extract<MessageKind, 'incoming' | 'outgoing'>
  /** True for a note, which the contact never sees. */
  readonly private: boolean
  readonly content: string | null
  readonly contentType: ContentType
  /** `in_reply_to`, or `in_reply_to_external_id`, names the message that it answers. */
  readonly contentAttributes: JsonObject
  /** What goes with it and is not shown. */
  readonly additionalAttributes?: JsonObject | undefined
  readonly sourceId: string | null
  /** At most `MOST_ATTACHMENTS`; left out when there are none. A message that has some needs no words. */
  readonly attachments?: readonly Attachment[]
  /** What came in on a line of a connection channel. */
  readonly line?: MessageLine
  /** The agent identity in whose name it is said, by its number; one that is not known leaves it to who calls. */
  readonly speakerNumber?: number | null | undefined
}

/** Content types that are made of their items, not of text. */
const WORDLESS: readonly ContentType[] = [
  'input_select',
  'cards',
  'form',
  'article',
  'input_csat',
  'integrations',
]

/** What is wrong with what somebody wants to say. */
export const inputProblems = (input: MessageInput): readonly FieldProblem[] => [
  ...(WORDLESS.includes(input.contentType) || input.attachments?.length
    ? []
    : blank('content', input.content)),
  ...tooMany(input.attachments ?? []),
  ...tooLong('content', input.content, MESSAGE_LENGTH),
  ...tooLong('sourceId', input.sourceId, LONG_TEXT),
  ...itemProblems(input.contentType, input.contentAttributes),
]

const tooMany = (attachments: readonly Attachment[]): readonly FieldProblem[] =>
  attachments.length > MOST_ATTACHMENTS
    ? [{ field: 'attachments', problem: 'too_long', limit: MOST_ATTACHMENTS }]
    : []

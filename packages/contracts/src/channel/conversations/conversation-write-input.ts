import type { AttributesChange, ParticipantsChange } from '@parlance/core'
import { z } from 'zod'
import {
  flag,
  forgivingList,
  requiredIntegers,
  requiredObject,
  requiredText,
  text,
} from '../../kernel/index.ts'
import { freeObjectSchema, prioritySchema } from '../push/index.ts'

/** No priority has several names. */
const orNone = (value: unknown): unknown => (value === '' || value === 'none' ? null : value)

const priority = z.preprocess(orNone, prioritySchema.nullish()).optional()

export const togglePrioritySchema = z
  .object({ priority: priority.describe('Null, `none` or nothing at all takes the priority away') })
  .meta({ id: 'TogglePriority', description: 'How urgent a conversation is to be' })

export const updateConversationSchema = z
  .object({ priority: priority.describe('Null or `none` takes it away; left out, it stays as it is') })
  .meta({ id: 'UpdateConversation', description: 'What is to change of a conversation' })

const MOST_TITLES = 1_000

export const labelsSchema = z
  .object({
    labels: forgivingList(requiredText)
      .pipe(z.array(z.string()).max(MOST_TITLES))
      .describe('All labels that it is to have; they need not be known to the account'),
  })
  .meta({ id: 'Labels', description: 'Labels by their titles' })

export const labelListSchema = z
  .object({ payload: z.array(z.string()) })
  .meta({ id: 'LabelTitles', description: 'The titles of labels' })

/** The titles of labels. */
export const presentLabelTitles = (tags: readonly string[]): z.output<typeof labelListSchema> => ({
  payload: [...tags],
})

export const changeCustomAttributesSchema = z
  .object({
    custom_attributes: requiredObject.describe(
      'All that it is to have; with `merge` those that are to change. Texts of 1,500 characters at most',
    ),
    merge: flag.describe('True keeps the attributes that are not named'),
  })
  .meta({ id: 'ChangeCustomAttributes', description: 'Attributes of your own' })

/** What the engine is asked for. */
export const toAttributesChange = (
  input: z.output<typeof changeCustomAttributesSchema>,
): AttributesChange => ({
  type: input.merge ? 'merge' : 'replace',
  attributes: input.custom_attributes ?? {},
})

const MOST_KEYS = 1_000

export const destroyCustomAttributesSchema = z
  .object({
    custom_attributes: forgivingList(requiredText)
      .pipe(z.array(z.string()).max(MOST_KEYS))
      .describe('The names of those that are to go'),
  })
  .meta({ id: 'DestroyCustomAttributes', description: 'Names of attributes of your own' })

export const customAttributesSchema = z
  .object({ custom_attributes: freeObjectSchema })
  .meta({ id: 'CustomAttributes', description: 'All attributes of your own, as they are from now on' })

export const typingSchema = z
  .object({
    typing_status: text.describe('`on` or `off`; anything else tells nobody'),
    is_private: flag.describe('True when it is a note that is written'),
  })
  .meta({ id: 'Typing', description: 'Whether the caller writes' })

export const publicTypingSchema = typingSchema
  .omit({ is_private: true })
  .meta({ id: 'PublicTyping', description: 'Whether the contact writes' })

/** What the engine is asked for; null when nobody is to be told. */
export const toTyping = ({ typing_status, is_private }: z.output<typeof typingSchema>) =>
  typing_status === 'on' || typing_status === 'off'
    ? { on: typing_status === 'on', private: is_private ?? false }
    : null

export const transcriptSchema = z
  .object({ email: text.describe('Where the transcript is sent') })
  .meta({ id: 'SendTranscript', description: 'Who wants to read a conversation' })

export const participantsSchema = z
  .object({ user_ids: requiredIntegers.describe('The ids of agents') })
  .meta({ id: 'Participants', description: 'Who takes part in a conversation' })

/** What the engine is asked for. */
export const toParticipantsChange = (
  type: ParticipantsChange['type'],
  input: z.output<typeof participantsSchema>,
): ParticipantsChange => ({ type, memberNumbers: input.user_ids })

export const saveDraftSchema = z
  .object({ message: text.describe('Nothing is an empty draft') })
  .meta({ id: 'SaveDraft', description: 'An answer that was begun' })

export const draftSchema = z
  .object({
    has_draft: z.boolean().describe('Whether there is one'),
    message: z.string().optional().describe('Absent when there is no draft'),
  })
  .meta({ id: 'Draft', description: 'An answer that was begun' })

/** An answer that was begun, or that none was. */
export const presentDraft = (draft: string | null): z.output<typeof draftSchema> =>
  draft === null ? { has_draft: false } : { has_draft: true, message: draft }

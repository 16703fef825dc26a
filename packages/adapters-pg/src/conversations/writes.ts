import type { ConversationId, ConversationState, OrganizationId } from '@parlance/core'
import { EVENT_COLUMNS } from '../kernel/event-rows.ts'
import { toJson } from '../kernel/json.ts'
import { listsOf, unnested } from '../kernel/listed-columns.ts'
import { toIso } from '../kernel/moment.ts'
import { declared, fewRows, listed } from '../kernel/recordset.ts'
import { type Statement, statement, type Write } from '../kernel/statement.ts'
import { activityWrites } from './contact-activity.ts'
import {
  CHANGING_COLUMNS,
  changesOf,
  FIXED_COLUMNS,
  fromStarted,
  onlyTalked,
  TALK_COLUMNS,
  TALK_OF_CONVERSATION,
} from './conversation-rows.ts'
import { packEventData } from './event-data.ts'
import type { Ledger } from './ledger.ts'
import { MESSAGE_COLUMNS } from './message-rows.ts'
import { seldomWrites } from './seldom-writes.ts'
import { tagWrites } from './tag-rows.ts'
import { tallyWrites } from './tallies.ts'

const ANSWER_COLUMNS = {
  scope: 'text',
  key: 'text',
  fingerprint: 'text',
  answer: 'text',
  created_at: 'timestamptz',
}
const ALL_COLUMNS = { ...FIXED_COLUMNS, ...CHANGING_COLUMNS }

/**
 * Messages, answers and events are written alike, whether their conversations changed or began: their parameters come
 * first, and those of the conversations last.
 */
const MESSAGES_FROM = 2
const EVENTS_FROM = MESSAGES_FROM + Object.keys(MESSAGE_COLUMNS).length
const ANSWERS_AT = EVENTS_FROM + Object.keys(EVENT_COLUMNS).length
const CONVERSATIONS_FROM = ANSWERS_AT + 1

const writing = (name: string, conversations: string): Statement<never> =>
  statement(
    name,
    `with written as (${conversations}),
     said as (
       insert into messages (organization_id, ${listed(MESSAGE_COLUMNS)})
       select $1, ${listed(MESSAGE_COLUMNS)} from ${unnested(MESSAGE_COLUMNS, MESSAGES_FROM)}
     ),
     remembered as (
       insert into idempotency_keys (organization_id, ${listed(ANSWER_COLUMNS)})
       select $1, scope, key, fingerprint, answer::json, created_at
       from json_to_recordset($${ANSWERS_AT}::json) as row (${declared(ANSWER_COLUMNS)})
     )
     insert into events (organization_id, ${listed(EVENT_COLUMNS)})
     select $1, ${listed(EVENT_COLUMNS)} from ${unnested(EVENT_COLUMNS, EVENTS_FROM)}`,
  )

const updating = (columns: readonly string[], rows: string): string => {
  const assignments = columns.map((column) => `${column} = row.${column}`)
  return `update conversations set ${assignments.join(', ')} from ${rows}
   where conversations.organization_id = $1 and conversations.id = row.id`
}

const WRITE_CHANGED = writing(
  'conversations-change',
  updating(
    Object.keys(CHANGING_COLUMNS),
    fewRows(`$${CONVERSATIONS_FROM}`, { id: 'uuid', ...CHANGING_COLUMNS }),
  ),
)

/** The same where nothing happened but messages, which is the case of almost every batch. */
const WRITE_TALKED = writing(
  'conversations-talk',
  updating(Object.keys(TALK_COLUMNS), unnested(TALK_OF_CONVERSATION, CONVERSATIONS_FROM)),
)

const WRITE_STARTED = writing(
  'conversations-start',
  `insert into conversations (organization_id, ${listed(ALL_COLUMNS)})
   select $1, ${listed(ALL_COLUMNS)}
   from json_to_recordset($${CONVERSATIONS_FROM}::json) as row (${declared(ALL_COLUMNS)})`,
)

type States = ReadonlyMap<ConversationId, ConversationState>

/**
 * What writes conversations that were `before` and everything that came with their change; in the usual case that is one
 * statement.
 */
export const writesOfChanges = (
  organizationId: OrganizationId,
  ledger: Ledger,
  before: States,
): readonly Write[] => {
  const after = [...ledger.conversations.values()]
  const talked = after.every((state) => {
    const was = before.get(state.conversation.id)
    return was !== undefined && onlyTalked(was, state)
  })
  return writesOf(
    organizationId,
    ledger,
    before,
    talked
      ? { statement: WRITE_TALKED, values: listsOf(TALK_OF_CONVERSATION, after) }
      : { statement: WRITE_CHANGED, values: [toJson(after.map(changesOf))] },
  )
}

const NOTHING: States = new Map()

/** The same for conversations that began. */
export const writesOfStarts = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] =>
  writesOf(organizationId, ledger, NOTHING, {
    statement: WRITE_STARTED,
    values: [toJson([...ledger.conversations.values()].map(fromStarted))],
  })

const writesOf = (
  organizationId: OrganizationId,
  ledger: Ledger,
  before: States,
  whole: Pick<Write, 'statement' | 'values'>,
): readonly Write[] => {
  if (ledger.events.length === 0 && ledger.answers.length === 0) return []
  const kept = ledger.events.map((event) => ({ event, ...packEventData(event.data) }))
  const values = [
    organizationId,
    ...listsOf(MESSAGE_COLUMNS, ledger.messages),
    ...listsOf(EVENT_COLUMNS, kept),
    toJson(ledger.answers.map(({ at, ...answer }) => ({ ...answer, created_at: toIso(at) }))),
    ...whole.values,
  ]
  return [
    { statement: whole.statement, values },
    ...activityWrites(organizationId, ledger),
    ...seldomWrites(organizationId, ledger),
    ...tagWrites(organizationId, before, ledger),
    ...tallyWrites(organizationId, before, ledger),
  ]
}

import type { ConversationId, ConversationState, OrganizationId } from '@parlance/core'
import { binaryList } from '../kernel/binary-lists.ts'
import { EVENT_COLUMNS } from '../kernel/event-rows.ts'
import { toJson } from '../kernel/json.ts'
import { listsOf, unnested } from '../kernel/listed-columns.ts'
import { toIso } from '../kernel/moment.ts'
import { declared, few, fewRows, listed } from '../kernel/recordset.ts'
import { statement, type Write } from '../kernel/statement.ts'
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
import { knownRows, rowOf, STALE_PARAMETERS, staleRows, type VersionedState } from './state-versions.ts'
import { tagWrites } from './tag-rows.ts'
import { type NumbersRow, numbersIn, takenNumbers } from './take-numbers.ts'
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
const BEGUN_AT = ANSWERS_AT + 1
const NUMBERS_AT = ANSWERS_AT + 1
const KNOWN_FROM = NUMBERS_AT + 1
const CHANGED_FROM = KNOWN_FROM + STALE_PARAMETERS

const SAID = `said as (
    insert into messages (organization_id, ${listed(MESSAGE_COLUMNS)})
    select $1, ${listed(MESSAGE_COLUMNS)} from ${unnested(MESSAGE_COLUMNS, MESSAGES_FROM)}
  ),
  remembered as (
    insert into idempotency_keys (organization_id, ${listed(ANSWER_COLUMNS)})
    select $1, scope, key, fingerprint, answer::json, created_at
    from json_to_recordset($${ANSWERS_AT}::json) as row (${declared(ANSWER_COLUMNS)})
  )`

const RECORD = `insert into events (organization_id, ${listed(EVENT_COLUMNS)})
  select $1, ${listed(EVENT_COLUMNS)} from ${unnested(EVENT_COLUMNS, EVENTS_FROM)}`

interface WrittenRow extends NumbersRow {
  /** In which all rows are that the transaction writes. */
  readonly version: string
}

/**
 * A conversation is written if it is still in the version in which it was decided on, and nothing is unless all of them are, and
 * all other rows that are only known.
 *
 * @param rows with the `version` of each, announced as few, so that each is looked up, and locked in their order.
 * @param count how many rows there are.
 */
const changing = (
  name: string,
  { columns, rows, count }: { columns: readonly string[]; rows: string; count: string },
) =>
  statement<WrittenRow>(
    name,
    `with written as (
       update conversations set ${columns.map((column) => `${column} = row.${column}`).join(', ')} from ${rows}
       where conversations.organization_id = $1 and conversations.id = row.id and conversations.xmin = row.version
       returning 1
     ),
     ${SAID},
     recorded as (${RECORD})
     select pg_current_xact_id()::xid::text as version, ${takenNumbers(`$${NUMBERS_AT}`)} as numbers,
       require_current((select count(*) from written) = ${count} and not exists (${staleRows(KNOWN_FROM)}))`,
  )

const WRITE_CHANGED = changing('conversations-change', {
  columns: Object.keys(CHANGING_COLUMNS),
  rows: fewRows(`$${CHANGED_FROM}`, { id: 'uuid', version: 'xid', ...CHANGING_COLUMNS }),
  count: `json_array_length($${CHANGED_FROM}::json)`,
})

/** The same where nothing happened but messages, which is the case of almost every batch. */
const WRITE_TALKED = changing('conversations-talk', {
  columns: Object.keys(TALK_COLUMNS),
  rows: few(unnested({ version: { type: 'xid' }, ...TALK_OF_CONVERSATION }, CHANGED_FROM)),
  count: `cardinality($${CHANGED_FROM}::xid[])`,
})

const WRITE_STARTED = statement<never>(
  'conversations-start',
  `with begun as (
     insert into conversations (organization_id, ${listed(ALL_COLUMNS)})
     select $1, ${listed(ALL_COLUMNS)}
     from json_to_recordset($${BEGUN_AT}::json) as row (${declared(ALL_COLUMNS)})
   ),
   ${SAID}
   ${RECORD}`,
)

type States = ReadonlyMap<ConversationId, ConversationState>

/** What else travels with the writes. */
interface Along {
  /** States that were decided on and not compared with the database since. */
  readonly known: Iterable<VersionedState>
  /** How many numbers for messages to take ahead. */
  readonly numbers: number
}

const ALONE: Along = { known: [], numbers: 0 }

/**
 * What writes conversations that were `before` and everything that came with their change; in the usual case that is one
 * statement. It ends the transaction with a serialization failure where a row is in another version than it was decided on.
 */
export const writesOfChanges = (
  organizationId: OrganizationId,
  ledger: Ledger,
  before: ReadonlyMap<ConversationId, VersionedState>,
  along?: Along,
): readonly Write[] => {
  if (isEmpty(ledger) && !along) return []
  const { known, numbers } = along ?? ALONE
  // In the order of the ids, in which they are locked.
  const after = [...ledger.conversations.values()].toSorted(byId)
  const versions = after.map(({ conversation: { id } }) => rowOf(before.get(id)?.rows ?? [], id)?.version)
  const talked = after.every((state) => {
    const was = before.get(state.conversation.id)
    return was !== undefined && onlyTalked(was.state, state)
  })
  const besides = [numbers, ...knownRows(known, ledger.conversations)]
  const whole = talked
    ? {
        statement: WRITE_TALKED,
        values: [...besides, binaryList('xid', versions), ...listsOf(TALK_OF_CONVERSATION, after)],
      }
    : {
        statement: WRITE_CHANGED,
        values: [
          ...besides,
          toJson(after.map((state, at) => ({ ...changesOf(state), version: versions[at] }))),
        ],
      }
  const states = new Map([...before].map(([id, { state }]) => [id, state]))
  const told: Write['told'] = ([row]) => {
    const written = row as WrittenRow
    ledger.written = { version: written.version, numbers: numbersIn(written) }
  }
  return writesOf(organizationId, ledger, states, { ...whole, told })
}

const byId = (left: ConversationState, right: ConversationState) =>
  left.conversation.id < right.conversation.id ? -1 : 1

const NOTHING: States = new Map()

/** The same for conversations that began. */
export const writesOfStarts = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] => {
  if (isEmpty(ledger)) return []
  const values = [toJson([...ledger.conversations.values()].map(fromStarted))]
  return writesOf(organizationId, ledger, NOTHING, { statement: WRITE_STARTED, values })
}

const isEmpty = ({ events, answers }: Ledger): boolean => events.length === 0 && answers.length === 0

const writesOf = (
  organizationId: OrganizationId,
  ledger: Ledger,
  before: States,
  whole: Write,
): readonly Write[] => {
  const kept = ledger.events.map((event) => ({ event, ...packEventData(event.data) }))
  const values = [
    organizationId,
    ...listsOf(MESSAGE_COLUMNS, ledger.messages),
    ...listsOf(EVENT_COLUMNS, kept),
    toJson(ledger.answers.map(({ at, ...answer }) => ({ ...answer, created_at: toIso(at) }))),
    ...whole.values,
  ]
  return [
    { ...whole, values },
    ...activityWrites(organizationId, ledger),
    ...seldomWrites(organizationId, ledger),
    ...tagWrites(organizationId, before, ledger),
    ...tallyWrites(organizationId, before, ledger),
  ]
}

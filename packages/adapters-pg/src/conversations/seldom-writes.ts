import {
  type Assignment,
  type ConversationId,
  MINUTE,
  type OrganizationId,
  type ReadReceipt,
} from '@parlance/core'
import { toJson } from '../kernel/json.ts'
import { toIso } from '../kernel/moment.ts'
import { declared, fewRows, listed } from '../kernel/recordset.ts'
import { statement, type Write } from '../kernel/statement.ts'
import { connectionWrites } from './connection-rows.ts'
import { HOLD_FILES, heldFiles } from './held-files.ts'
import type { Ledger } from './ledger.ts'
import { mentions, WRITE_MENTIONS } from './mention-rows.ts'
import {
  responses,
  surveys,
  WRITE_SURVEY_LINKS,
  WRITE_SURVEY_RESPONSES,
  WRITE_SURVEYS,
} from './survey-rows.ts'

/** What only some batches write. */
export const seldomWrites = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] => {
  const asked = surveys(ledger)
  return [
    { statement: WRITE_CHANGED_MESSAGES, rows: changedMessages(ledger) },
    { statement: WRITE_RECEIPTS, rows: receipts(ledger) },
    { statement: WRITE_BLOCKED, rows: blocked(ledger) },
    { statement: WRITE_SURVEYS, rows: asked },
    { statement: WRITE_SURVEY_LINKS, rows: asked },
    { statement: WRITE_SURVEY_RESPONSES, rows: responses(ledger) },
    { statement: HOLD_FILES, rows: heldFiles(ledger) },
    // Before those that are made: a conversation has one active assignment at the most, at every moment.
    { statement: WRITE_RELEASED, rows: released(ledger) },
    { statement: WRITE_MADE, rows: made(ledger) },
    ...connectionWrites(ledger),
    { statement: WRITE_PARTICIPANTS, rows: participants(ledger) },
    { statement: WRITE_MENTIONS, rows: mentions(ledger) },
    // After everything that was written about them.
    { statement: WRITE_REMOVED, rows: [...ledger.removed].toSorted().map((id) => ({ id })) },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map((write) => ({ statement: write.statement, values: [organizationId, toJson(write.rows)] }))
}

const CHANGED_MESSAGE = {
  id: 'uuid',
  content: 'text',
  content_type: 'text',
  content_attributes: 'jsonb',
  attachments: 'jsonb',
  line: 'jsonb',
  status: 'text',
  updated_at: 'timestamptz',
}

const WRITE_CHANGED_MESSAGES = statement(
  'messages-change',
  `with changed as (
     update messages
     set content = row.content, content_type = row.content_type,
       content_attributes = row.content_attributes, attachments = row.attachments, line = row.line,
       status = row.status, updated_at = row.updated_at
     from ${fewRows('$2', CHANGED_MESSAGE)}
     where messages.organization_id = $1 and messages.id = row.id
     returning messages.id, messages.attachments
   )
   update blobs set message_id = null from changed
   where blobs.organization_id = $1 and blobs.message_id = changed.id and changed.attachments is null`,
)

const changedMessages = (ledger: Ledger): readonly unknown[] =>
  [...ledger.changedMessages.values()].map((message) => ({
    id: message.id,
    content: message.content,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    attachments: message.attachments,
    line: message.line,
    status: message.status,
    updated_at: toIso(message.updatedAt),
  }))

const RECEIPT = {
  conversation_id: 'uuid',
  at: 'timestamptz',
  through: 'bigint',
  from_number: 'bigint',
  since: 'timestamptz',
}

/**
 * However long the conversation is, only messages are looked at that came since the contact had looked before, and those
 * that lists show: the index is read backwards to the first one that is older.
 */
const WRITE_RECEIPTS = statement(
  'messages-read',
  `update messages set status = 'read', updated_at = row.at
   from ${fewRows('$2', RECEIPT)}
   where messages.organization_id = $1 and messages.conversation_id = row.conversation_id
     and messages.number <= row.through
     and messages.number >= least(row.from_number, coalesce((
       select older.number from messages as older
       where older.organization_id = $1 and older.conversation_id = row.conversation_id
         and older.created_at < row.since
       order by older.number desc limit 1
     ), 0))
     and messages.kind <> 'incoming' and messages.status in ('sent', 'delivered')`,
)

/** Processes don't agree on the time to the millisecond: what was said so shortly before a look is looked at again. */
const RECEIPT_MARGIN = MINUTE

/** One for each conversation: a later look sees what an earlier one saw. */
const receipts = (ledger: Ledger): readonly unknown[] => {
  const merged = new Map<ConversationId, ReadReceipt>()
  for (const receipt of ledger.receipts) {
    const earlier = merged.get(receipt.conversationId)
    const { seenBefore, from } = earlier ?? receipt
    merged.set(receipt.conversationId, { ...receipt, seenBefore, from: Math.min(from, receipt.from) })
  }
  return [...merged.values()].map(({ conversationId, at, through, from, seenBefore }) => ({
    conversation_id: conversationId,
    at: toIso(at),
    through,
    from_number: from,
    since: seenBefore === null ? null : toIso(seenBefore - RECEIPT_MARGIN),
  }))
}

const BLOCKED = { id: 'uuid', blocked: 'boolean', at: 'timestamptz' }

const WRITE_BLOCKED = statement(
  'contacts-block',
  `update contacts set blocked = row.blocked, updated_at = row.at
   from ${fewRows('$2', BLOCKED)}
   where contacts.organization_id = $1 and contacts.id = row.id`,
)

const blocked = (ledger: Ledger): readonly unknown[] =>
  [...ledger.blocked]
    .map(([id, { blocked, at }]) => ({ id, blocked, at: toIso(at) }))
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))

const RELEASED = { id: 'uuid', released_at: 'timestamptz', release_reason: 'text' }

const WRITE_RELEASED = statement(
  'assignments-release',
  `update assignments
   set status = 'released', released_at = row.released_at, release_reason = row.release_reason
   from ${fewRows('$2', RELEASED)}
   where assignments.organization_id = $1 and assignments.id = row.id`,
)

const released = (ledger: Ledger): readonly unknown[] =>
  [...ledger.released.values()].map((assignment) => ({ id: assignment.id, ...releaseOf(assignment) }))

const MADE = {
  id: 'uuid',
  conversation_id: 'uuid',
  inbox_id: 'uuid',
  holder_type: 'text',
  holder_id: 'uuid',
  status: 'text',
  assigned_at: 'timestamptz',
  released_at: 'timestamptz',
  release_reason: 'text',
}

const WRITE_MADE = statement(
  'assignments-make',
  `insert into assignments (organization_id, ${listed(MADE)})
   select $1, ${listed(MADE)} from json_to_recordset($2::json) as row (${declared(MADE)})`,
)

const made = (ledger: Ledger): readonly unknown[] =>
  [...ledger.made.values()].map(({ assignment, inboxId }) => ({
    id: assignment.id,
    conversation_id: assignment.conversationId,
    inbox_id: inboxId,
    holder_type: assignment.holder.type,
    holder_id: assignment.holder.id,
    status: assignment.status,
    assigned_at: toIso(assignment.assignedAt),
    ...releaseOf(assignment),
  }))

const releaseOf = (assignment: Assignment) =>
  assignment.status === 'released'
    ? { released_at: toIso(assignment.releasedAt), release_reason: assignment.releaseReason }
    : { released_at: null, release_reason: null }

const PARTICIPANT = { conversation_id: 'uuid', member_id: 'uuid', created_at: 'timestamptz' }

const WRITE_PARTICIPANTS = statement(
  'participants-add-holders',
  `insert into conversation_participants (organization_id, ${listed(PARTICIPANT)})
   select $1, ${listed(PARTICIPANT)} from json_to_recordset($2::json) as row (${declared(PARTICIPANT)})
   on conflict do nothing`,
)

/** Whoever holds a conversation takes part in it, and goes on to when somebody else holds it. */
const participants = (ledger: Ledger): readonly unknown[] =>
  [...ledger.made.values()].flatMap(({ assignment }) =>
    assignment.holder.type === 'member'
      ? [
          {
            conversation_id: assignment.conversationId,
            member_id: assignment.holder.id,
            created_at: toIso(assignment.assignedAt),
          },
        ]
      : [],
  )

const WRITE_REMOVED = statement(
  'conversations-remove',
  `delete from conversations using json_to_recordset($2::json) as row (id uuid)
   where conversations.organization_id = $1 and conversations.id = row.id`,
)

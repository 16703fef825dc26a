import type { Assignment, OrganizationId } from '@parlance/core'
import { toJson } from '../kernel/json.ts'
import { toIso } from '../kernel/moment.ts'
import { declared, listed } from '../kernel/recordset.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

/** What only some batches write. */
export const seldomWrites = (organizationId: OrganizationId, ledger: Ledger): readonly Write[] =>
  [
    { statement: WRITE_CHANGED_MESSAGES, rows: changedMessages(ledger) },
    // Before those that are made: a conversation has one active assignment at the most, at every moment.
    { statement: WRITE_RELEASED, rows: released(ledger) },
    { statement: WRITE_MADE, rows: made(ledger) },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map((write) => ({ statement: write.statement, values: [organizationId, toJson(write.rows)] }))

const CHANGED_MESSAGE = {
  id: 'uuid',
  content: 'text',
  content_attributes: 'jsonb',
  attachments: 'jsonb',
  status: 'text',
  updated_at: 'timestamptz',
}

const WRITE_CHANGED_MESSAGES = statement(
  'messages-change',
  `update messages
   set content = row.content, content_attributes = row.content_attributes, attachments = row.attachments,
     status = row.status, updated_at = row.updated_at
   from json_to_recordset($2::json) as row (${declared(CHANGED_MESSAGE)})
   where messages.organization_id = $1 and messages.id = row.id`,
)

const changedMessages = (ledger: Ledger): readonly unknown[] =>
  [...ledger.changedMessages.values()].map((message) => ({
    id: message.id,
    content: message.content,
    content_attributes: message.contentAttributes,
    attachments: message.attachments,
    status: message.status,
    updated_at: toIso(message.updatedAt),
  }))

const RELEASED = { id: 'uuid', released_at: 'timestamptz', release_reason: 'text' }

const WRITE_RELEASED = statement(
  'assignments-release',
  `update assignments
   set status = 'released', released_at = row.released_at, release_reason = row.release_reason
   from json_to_recordset($2::json) as row (${declared(RELEASED)})
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

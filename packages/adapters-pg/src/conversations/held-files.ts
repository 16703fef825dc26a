import { filesOf } from '@parlance/core'
import { toIso } from '../kernel/moment.ts'
import { declared } from '../kernel/recordset.ts'
import { statement } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

const HELD_FILE = { id: 'uuid', message_id: 'uuid', held_at: 'timestamptz' }

/** From now on the files belong to their message: they may go when it goes. */
export const HOLD_FILES = statement(
  'blobs-hold',
  `update blobs set message_id = row.message_id, expires_at = row.held_at
   from json_to_recordset($2::json) as row (${declared(HELD_FILE)})
   where blobs.organization_id = $1 and blobs.id = row.id
     and num_nonnulls(blobs.message_id, blobs.contact_id, blobs.inbox_id, blobs.member_id) = 0`,
)

/** Which files belong to which of the new messages. */
export const heldFiles = (ledger: Ledger): readonly unknown[] =>
  ledger.messages.flatMap(({ message }) =>
    filesOf(message.attachments).map(({ id }) => ({
      id,
      message_id: message.id,
      held_at: toIso(message.createdAt),
    })),
  )

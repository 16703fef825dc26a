import type { ConversationFilter, ConversationId, ConversationState, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toJson } from '../kernel/json.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

interface Tagging {
  readonly conversation_id: ConversationId
  readonly tag: string
}

type States = ReadonlyMap<ConversationId, Pick<ConversationState, 'conversation'>>

const ROWS = 'json_to_recordset($2::json) as row (conversation_id uuid, tag text)'

const TAG = statement(
  'conversation-tags-add',
  `insert into conversation_tags (organization_id, tag, conversation_id)
   select $1, tag, conversation_id from ${ROWS}
   on conflict do nothing`,
)

const UNTAG = statement(
  'conversation-tags-remove',
  `delete from conversation_tags using ${ROWS}
   where conversation_tags.organization_id = $1 and conversation_tags.tag = row.tag
     and conversation_tags.conversation_id = row.conversation_id`,
)

/** What keeps the way from tags to conversations true; nothing where no tag changed. */
export const tagWrites = (
  organizationId: OrganizationId,
  before: States,
  { conversations: after, removed }: Pick<Ledger, 'conversations' | 'removed'>,
): readonly Write[] => {
  const added: Tagging[] = []
  const gone: Tagging[] = []
  for (const [id, state] of after) {
    // What leads to a conversation that is removed goes with it.
    if (removed.has(id)) continue
    const known = before.get(id)
    if (known?.conversation.tags === state.conversation.tags) continue
    const [was, is] = [tagsOf(known), tagsOf(state)]
    for (const tag of is) if (!was.has(tag)) added.push({ conversation_id: id, tag })
    for (const tag of was) if (!is.has(tag)) gone.push({ conversation_id: id, tag })
  }
  return [
    ...(gone.length === 0 ? [] : [{ statement: UNTAG, values: [organizationId, toJson(gone)] }]),
    ...(added.length === 0 ? [] : [{ statement: TAG, values: [organizationId, toJson(added)] }]),
  ]
}

const NONE: ReadonlySet<string> = new Set()

const tagsOf = (state: Pick<ConversationState, 'conversation'> | undefined): ReadonlySet<string> =>
  state && state.conversation.tags.length > 0 ? new Set(lowered(state.conversation.tags)) : NONE

const lowered = (tags: readonly string[]): readonly string[] => tags.map((tag) => tag.toLowerCase())

/** So many conversations are few enough to be looked up one by one; where more have a tag, a list soon comes across them. */
const FEW = 1_000

/** The conversations that have one of the tags of the filter, where they are few; null where they are not, or none is asked for. */
export const fewTagged = async (
  db: Database,
  organizationId: OrganizationId,
  { tags }: Pick<ConversationFilter, 'tags'>,
): Promise<readonly ConversationId[] | null> => {
  if (tags === null) return null
  const { rows } = await sql<{ readonly conversation_id: ConversationId }>`
    select conversation_id from conversation_tags
    where organization_id = ${organizationId} and tag = any(${[...lowered(tags)]}::text[])
    limit ${FEW + 1}`.execute(db.of(organizationId))
  return rows.length > FEW ? null : [...new Set(rows.map((row) => row.conversation_id))]
}

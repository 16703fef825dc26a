import {
  type AgentIdentity,
  type AgentIdentityNotFound,
  type AgentIdentityPrincipal,
  type AgentIdentityQueries,
  type Forbidden,
  permit,
  type StaffPrincipal,
  type SystemPrincipal,
  visibleInboxes,
} from '../access/index.ts'
import type { ConversationNotFound, MessageNotFound, NotEnabled } from '../conversations/index.ts'
import {
  type AgentIdentityId,
  type ConversationId,
  err,
  type InboxId,
  type MessageId,
  ok,
  type Result,
} from '../kernel/index.ts'
import type {
  LineConversation,
  LineMessage,
  LineMessagesQuery,
  LineQueries,
  LineSight,
  LineSpan,
  LineSummary,
  LineView,
} from './line-queries.ts'
import { inView, newestInView } from './line-queries.ts'

const OPERATION = 'lines:read'

export interface LinesPorts {
  readonly lineQueries: LineQueries
  readonly agentIdentityQueries: AgentIdentityQueries
}

/** Who reads what was said on connection channels. */
export type LineReader = StaffPrincipal | AgentIdentityPrincipal | SystemPrincipal

/** What a list is narrowed to; null narrows nothing. */
export interface LineNarrowing {
  readonly agentIdentityId: AgentIdentityId | null
  /** True: what a rule kept out. False: all but that. Null: what the caller sees by itself. */
  readonly isBlocked: boolean | null
}

type Page = LineSpan & { readonly limit: number; readonly offset: number }

type Refused = Forbidden | AgentIdentityNotFound

/**
 * What was said on connection channels. An agent identity sees its own conversations, and never what a rule kept out;
 * nor do members who are no administrators, of the inboxes that they belong to.
 */
export interface Lines {
  readonly conversations: (
    reader: LineReader,
    narrowing: LineNarrowing,
    page: Page,
  ) => Promise<Result<readonly LineSummary[], Refused | NotEnabled>>
  /** `agentIdentityId` says whose it must be. */
  readonly conversation: (
    reader: LineReader,
    id: ConversationId,
    agentIdentityId?: AgentIdentityId | null,
  ) => Promise<Result<LineConversation, Forbidden | ConversationNotFound>>
  readonly messages: (
    reader: LineReader,
    narrowing: LineNarrowing,
    query: LineMessagesQuery,
  ) => Promise<Result<readonly LineMessage[], Refused | ConversationNotFound>>
  readonly message: (
    reader: LineReader,
    id: MessageId,
  ) => Promise<Result<LineMessage, Forbidden | MessageNotFound>>
}

export const createLines = (ports: LinesPorts): Lines => ({
  conversations: async (reader, narrowing, page) => {
    const seen = await sightOf(ports, reader, narrowing)
    if (!seen.ok) return seen
    const { sight, identity } = seen.value
    if (identity && !identity.imessageEnabled) return err({ code: 'agent-identity/not-enabled' })
    if (sight === null) return ok([])
    return ok(await ports.lineQueries.conversations(reader.organizationId, sight, page))
  },
  conversation: (reader, id, agentIdentityId = null) => conversation(ports, reader, { id, agentIdentityId }),
  messages: async (reader, narrowing, query) => {
    const seen = await sightOf(ports, reader, narrowing)
    if (!seen.ok) return seen
    if (query.conversationId !== null) {
      const { agentIdentityId } = narrowing
      const found = await conversation(ports, reader, { id: query.conversationId, agentIdentityId })
      if (!found.ok) return found
    }
    const { sight } = seen.value
    if (sight === null) return ok([])
    return ok(await ports.lineQueries.messages(reader.organizationId, sight, query))
  },
  message: async (reader, id) => {
    const permitted = permit(reader, OPERATION)
    if (!permitted.ok) return permitted
    const found = await ports.lineQueries.message(reader.organizationId, id)
    const seen = found && isSeen(reader, found.message.inboxId) && inView(found.message, ownView(reader))
    return seen ? ok(found) : err({ code: 'message/not-found' })
  },
})

const conversation = async (
  { lineQueries, agentIdentityQueries }: LinesPorts,
  reader: LineReader,
  { id, agentIdentityId }: { readonly id: ConversationId; readonly agentIdentityId: AgentIdentityId | null },
): Promise<Result<LineConversation, Forbidden | ConversationNotFound>> => {
  const permitted = permit(reader, OPERATION)
  if (!permitted.ok) return permitted
  const found = await lineQueries.conversation(reader.organizationId, id)
  if (!found || !isSeen(reader, found.inboxId) || newestInView(found.connection, ownView(reader)) === 0)
    return err({ code: 'conversation/not-found' })
  if (agentIdentityId === null) return ok(found)
  const asserted = await agentIdentityQueries.find(reader.organizationId, agentIdentityId)
  return asserted?.inboxId === found.inboxId ? ok(found) : err({ code: 'conversation/not-found' })
}

const isAuditor = (reader: LineReader): boolean =>
  reader.type === 'system' || (reader.type !== 'agent_identity' && visibleInboxes(reader) === null)

const ownView = (reader: LineReader): LineView => (isAuditor(reader) ? 'all' : 'told')

/** The inboxes of the reader; null for all of them. */
const inboxesOf = (reader: LineReader): readonly InboxId[] | null => {
  if (reader.type === 'system') return null
  if (reader.type !== 'agent_identity') return visibleInboxes(reader)
  return inboxOf(reader.agentIdentity)
}

const inboxOf = ({ inboxId }: AgentIdentity): readonly InboxId[] => (inboxId ? [inboxId] : [])

const isSeen = (reader: LineReader, inboxId: InboxId): boolean => inboxesOf(reader)?.includes(inboxId) ?? true

interface Asked {
  /** What the reader sees of it; null for nothing at all. */
  readonly sight: LineSight | null
  /** The identity that it is narrowed to; null for none. */
  readonly identity: AgentIdentity | null
}

/** What the reader sees of what it asks for. */
const sightOf = async (
  { agentIdentityQueries }: LinesPorts,
  reader: LineReader,
  { agentIdentityId, isBlocked }: LineNarrowing,
): Promise<Result<Asked, Refused>> => {
  const permitted = permit(reader, OPERATION)
  if (!permitted.ok) return permitted
  const narrowed = await narrowedTo({ agentIdentityQueries }, reader, agentIdentityId)
  if (!narrowed.ok) return narrowed
  const view = viewOf(reader, isBlocked)
  const { inboxIds, identity } = narrowed.value
  return ok({ sight: view && inboxIds?.length !== 0 ? { inboxIds, view } : null, identity })
}

const viewOf = (reader: LineReader, isBlocked: boolean | null): LineView | null => {
  if (!isAuditor(reader)) return isBlocked === true ? null : 'told'
  if (isBlocked === null) return 'all'
  return isBlocked ? 'blocked' : 'told'
}

interface Narrowed extends Pick<Asked, 'identity'> {
  /** Null for all of them. */
  readonly inboxIds: readonly InboxId[] | null
}

const narrowedTo = async (
  { agentIdentityQueries }: Pick<LinesPorts, 'agentIdentityQueries'>,
  reader: LineReader,
  agentIdentityId: AgentIdentityId | null,
): Promise<Result<Narrowed, Refused>> => {
  const own = inboxesOf(reader)
  if (agentIdentityId === null) return ok({ inboxIds: own, identity: null })
  if (reader.type === 'agent_identity') {
    return reader.agentIdentity.id === agentIdentityId
      ? ok({ inboxIds: inboxOf(reader.agentIdentity), identity: reader.agentIdentity })
      : err({ code: 'access/forbidden', operation: OPERATION })
  }
  const identity = await agentIdentityQueries.find(reader.organizationId, agentIdentityId)
  const inboxIds = identity ? inboxOf(identity) : []
  const hidden = own !== null && !inboxIds.some((id) => own.includes(id))
  return identity && !hidden ? ok({ inboxIds, identity }) : err({ code: 'agent-identity/not-found' })
}

import { type Forbidden, type MemberPrincipal, permit, visibleInboxes } from '../access/index.ts'
import type { InboxNotFound } from '../inboxes/index.ts'
import {
  type AskedCondition,
  err,
  type InvalidFilter,
  type MemberId,
  type NumberedPage,
  ok,
  type Result,
  readConditions,
  type Timestamp,
  unknownKeys,
} from '../kernel/index.ts'
import type { TeamNotFound } from '../teams/index.ts'
import type { ConversationStatus } from './conversation.ts'
import { CONVERSATION_LANGUAGE } from './conversation-language.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import {
  type AssigneeFilter,
  type ConversationCounts,
  type ConversationFilter,
  type ConversationSort,
  NO_FILTER,
  type UnreadCounts,
} from './conversation-queries.ts'
import type { ConversationState } from './conversation-state.ts'

/** What a member narrows a list of conversations to. */
export interface ConversationRequest {
  readonly status: ConversationStatus | null
  readonly inboxNumber: number | null
  readonly teamNumber: number | null
  readonly sourceId: string | null
  readonly updatedSince: Timestamp | null
  readonly tags: readonly string[] | null
  /** What was said in it. */
  readonly text: string | null
  /** Those that nobody attends to, in which the member takes part, or in which a note named the member. */
  readonly kind: 'unattended' | 'participating' | 'mention' | null
}

export interface ConversationListRequest extends ConversationRequest, NumberedPage {
  readonly assignee: AssigneeFilter
  readonly sort: ConversationSort
}

export interface ConversationFilterRequest extends NumberedPage {
  readonly conditions: readonly AskedCondition[]
}

export interface ConversationList {
  readonly counts: ConversationCounts
  readonly conversations: readonly ConversationState[]
}

type Narrowing<Refused = never> = Promise<Result<ConversationFilter, Forbidden | Refused>>

/** What members see of many conversations: those of the inboxes they see. */
export interface ConversationLists {
  readonly list: (
    principal: MemberPrincipal,
    request: ConversationListRequest,
  ) => Promise<Result<ConversationList, Forbidden | InboxNotFound | TeamNotFound>>
  readonly counts: (
    principal: MemberPrincipal,
    request: ConversationRequest,
  ) => Promise<Result<ConversationCounts, Forbidden | InboxNotFound | TeamNotFound>>
  /** Those that pass the conditions, newest activity first. */
  readonly filter: (
    principal: MemberPrincipal,
    request: ConversationFilterRequest,
  ) => Promise<Result<ConversationList, Forbidden | InvalidFilter>>
  /** Those with this number, or with a contact who is known by it, newest first. */
  readonly search: (
    principal: MemberPrincipal,
    request: NumberedPage & { readonly text: string },
  ) => Promise<Result<readonly ConversationState[], Forbidden>>
  /** How many open conversations have messages that nobody has seen. */
  readonly unread: (principal: MemberPrincipal) => Promise<Result<UnreadCounts, Forbidden>>
}

type Ports = Pick<ConversationPorts, 'conversationQueries' | 'inboxQueries' | 'teamQueries' | 'clock'>
type Shown = Pick<ConversationListRequest, 'assignee' | 'sort' | 'page' | 'perPage'>

const NEWEST_FIRST = { assignee: { type: 'all' }, sort: 'last_activity_at_desc' } as const

export const conversationLists = (ports: Ports): ConversationLists => {
  const { conversationQueries } = ports
  const show = async (
    { organizationId, member }: MemberPrincipal,
    filter: ConversationFilter,
    { assignee, sort, page, perPage }: Shown,
  ): Promise<ConversationList> => {
    const [counts, conversations] = await Promise.all([
      conversationQueries.counts(organizationId, filter, member.id),
      conversationQueries.list(organizationId, { filter, assignee, sort, page, perPage }),
    ])
    return { counts, conversations }
  }
  return {
    list: async (principal, request) => {
      const filter = await filterOf(ports, principal, request)
      return filter.ok ? ok(await show(principal, filter.value, request)) : filter
    },
    counts: async (principal, request) => {
      const filter = await filterOf(ports, principal, request)
      if (!filter.ok) return filter
      const { organizationId, member } = principal
      return ok(await conversationQueries.counts(organizationId, filter.value, member.id))
    },
    filter: async (principal, { conditions, page, perPage }) => {
      const filter = await filterBy(ports, principal, conditions)
      if (!filter.ok) return filter
      return ok(await show(principal, filter.value, { ...NEWEST_FIRST, page, perPage }))
    },
    search: async (principal, { text, page, perPage }) => {
      const permitted = permit(principal, 'conversations:read')
      if (!permitted.ok) return permitted
      const filter = { ...NO_FILTER, inboxIds: visibleInboxes(principal), about: text }
      const sorted = { assignee: { type: 'all' }, sort: 'created_at_desc' } as const
      const { organizationId } = principal
      return ok(await conversationQueries.list(organizationId, { filter, ...sorted, page, perPage }))
    },
    unread: async (principal) => {
      const permitted = permit(principal, 'conversations:read')
      if (!permitted.ok) return permitted
      return ok(await conversationQueries.unread(principal.organizationId, visibleInboxes(principal)))
    },
  }
}

const filterOf = async (
  { inboxQueries, teamQueries }: Ports,
  principal: MemberPrincipal,
  request: ConversationRequest,
): Narrowing<InboxNotFound | TeamNotFound> => {
  const permitted = permit(principal, 'conversations:read')
  if (!permitted.ok) return permitted
  const { status, sourceId, updatedSince, tags, text, kind, inboxNumber, teamNumber } = request
  const visible = visibleInboxes(principal)
  const narrowed = { status, sourceId, updatedSince, tags, text, ...ofKind(kind, principal.member.id) }
  const [inbox, team] = await Promise.all([
    inboxNumber === null ? null : inboxQueries.findByNumber(principal.organizationId, inboxNumber),
    teamNumber === null ? null : teamQueries.findByNumber(principal.organizationId, teamNumber),
  ])
  if (inboxNumber !== null && !inbox) return err({ code: 'inbox/not-found' })
  if (teamNumber !== null && !team) return err({ code: 'team/not-found' })
  const inboxIds = inbox ? [inbox.id].filter((id) => visible?.includes(id) ?? true) : visible
  return ok({ ...NO_FILTER, ...narrowed, inboxIds, teamId: team?.id ?? null })
}

const ofKind = (kind: ConversationRequest['kind'], me: MemberId): Partial<ConversationFilter> => {
  switch (kind) {
    case 'unattended':
      return { unattended: true }
    case 'participating':
      return { participantId: me }
    case 'mention':
      return { mentionedId: me }
    case null:
      return {}
  }
}

const filterBy = async (
  { conversationQueries, clock }: Ports,
  principal: MemberPrincipal,
  asked: readonly AskedCondition[],
): Narrowing<InvalidFilter> => {
  const permitted = permit(principal, 'conversations:read')
  if (!permitted.ok) return permitted
  const unknown = unknownKeys(asked, CONVERSATION_LANGUAGE)
  const customKeys =
    unknown.length > 0
      ? await conversationQueries.customKeys(principal.organizationId, unknown)
      : new Set<string>()
  const read = readConditions(asked, { language: CONVERSATION_LANGUAGE, customKeys, now: clock.now() })
  if (!read.ok) return read
  return ok({ ...NO_FILTER, inboxIds: visibleInboxes(principal), conditions: read.value })
}

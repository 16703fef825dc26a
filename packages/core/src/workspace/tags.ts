import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyStore,
  type IdSource,
  ok,
  type Result,
  type UnitOfWork,
} from '../kernel/index.ts'
import { createKeeping, type Keeping } from './kept.ts'
import type { Tag } from './tag.ts'
import { TAG_DEFAULTS, type TagChanges, type TagSettings, tagAfter, tagProblems } from './tag-settings.ts'
import type { TagQueries, TagStore } from './tag-store.ts'
import type { TagNotFound } from './workspace-errors.ts'

/** The most tags an organization may keep. */
export const MOST_KEPT_TAGS = 1_000

export interface TagsPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly tags: TagStore
    readonly events: EventRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly tagQueries: TagQueries
  readonly clock: Clock
  readonly ids: IdSource
}

/** The tags that an organization keeps. */
export interface Tags extends Keeping<'tag', TagSettings, TagChanges, TagNotFound> {
  readonly list: (principal: MemberPrincipal) => Promise<Result<readonly Tag[], Forbidden>>
  readonly get: (principal: MemberPrincipal, number: number) => Promise<Result<Tag, Forbidden | TagNotFound>>
}

/** What the event of a tag tells: the title it had before as well, where it was changed. */
export interface TagEventData {
  readonly tag: Tag
  readonly previousTitle?: string
}

const NOT_FOUND: TagNotFound = { code: 'tag/not-found' }

export const createTags = (ports: TagsPorts): Tags => ({
  list: async (principal) => {
    const permitted = permit(principal, 'tags:read')
    return permitted.ok ? ok(await ports.tagQueries.list(principal.organizationId)) : permitted
  },
  get: async (principal, number) => {
    const permitted = permit(principal, 'tags:write')
    if (!permitted.ok) return permitted
    const tag = await ports.tagQueries.findByNumber(principal.organizationId, number)
    return tag ? ok(tag) : err(NOT_FOUND)
  },
  ...createKeeping(ports, {
    operation: 'tags:write',
    name: 'tag',
    topic: 'tag',
    most: MOST_KEPT_TAGS,
    storeOf: ({ tags }) => tags,
    after: (before, changes: TagChanges) => tagAfter(before ?? TAG_DEFAULTS, changes),
    problems: tagProblems,
    unique: 'title',
    notFound: NOT_FOUND,
    tell: (tag, before): TagEventData => ({ tag, ...(before && { previousTitle: before.title }) }),
  }),
})

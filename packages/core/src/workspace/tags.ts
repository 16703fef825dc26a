import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type Result,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { NewTag, Tag } from './tag.ts'
import { TAG_DEFAULTS, type TagChanges, tagAfter, tagProblems } from './tag-settings.ts'
import type { TagQueries, TagStore } from './tag-store.ts'
import type { TagNotFound, TooManyInWorkspace } from './workspace-errors.ts'
import { type WorkspaceKeeper, workspaceEvent } from './workspace-event.ts'

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
export interface Tags {
  readonly list: (principal: MemberPrincipal) => Promise<Result<readonly Tag[], Forbidden>>
  readonly get: (principal: MemberPrincipal, number: number) => Promise<Result<Tag, Forbidden | TagNotFound>>
  readonly create: ReturnType<typeof createTag>
  readonly update: ReturnType<typeof updateTag>
  readonly remove: ReturnType<typeof removeTag>
}

export const createTags = (ports: TagsPorts): Tags => ({
  list: async (principal) => {
    const permitted = permit(principal, 'tags:read')
    return permitted.ok ? ok(await ports.tagQueries.list(principal.organizationId)) : permitted
  },
  get: async (principal, number) => {
    const permitted = permit(principal, 'tags:write')
    if (!permitted.ok) return permitted
    const tag = await ports.tagQueries.findByNumber(principal.organizationId, number)
    return tag ? ok(tag) : err({ code: 'tag/not-found' })
  },
  create: createTag(ports),
  update: updateTag(ports),
  remove: removeTag(ports),
})

const TITLE_TAKEN = validationFailed({ field: 'title', problem: 'taken' })

const createTag =
  (ports: TagsPorts) =>
  async (
    principal: WorkspaceKeeper,
    input: TagChanges,
    options: CallOptions = {},
  ): Promise<Answer<Tag, Forbidden | TooManyInWorkspace | ValidationFailed | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'tags:write')
    if (!permitted.ok) return permitted
    const settings = tagAfter(TAG_DEFAULTS, input)
    const problems = tagProblems(settings)
    if (problems.length > 0) return err(validationFailed(...problems))
    const now = ports.clock.now()
    const draft: NewTag = {
      ...settings,
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      createdAt: now,
      updatedAt: now,
    }
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.tags.count()) >= MOST_KEPT_TAGS)
          return err({ code: 'workspace/too-many', what: 'tag', limit: MOST_KEPT_TAGS })
        const tag = await tx.tags.insert(draft)
        if (!tag) return err(TITLE_TAKEN)
        await tx.events.record([eventOf(ports, principal, { type: 'tag.created', tag })])
        return ok(tag)
      }),
    )
  }

const updateTag =
  (ports: TagsPorts) =>
  async (
    principal: WorkspaceKeeper,
    number: number,
    changes: TagChanges,
  ): Promise<Result<Tag, Forbidden | TagNotFound | ValidationFailed>> => {
    const permitted = permit(principal, 'tags:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.tags.findByNumber(number)
      if (!before) return err({ code: 'tag/not-found' })
      const settings = tagAfter(before, changes)
      const problems = tagProblems(settings)
      if (problems.length > 0) return err(validationFailed(...problems))
      const tag: Tag = { ...before, ...settings, updatedAt: ports.clock.now() }
      if (!(await tx.tags.update(tag))) return err(TITLE_TAKEN)
      await tx.events.record([
        eventOf(ports, principal, { type: 'tag.updated', tag, previousTitle: before.title }),
      ])
      return ok(tag)
    })
  }

const removeTag =
  (ports: TagsPorts) =>
  async (principal: WorkspaceKeeper, number: number): Promise<Result<null, Forbidden | TagNotFound>> => {
    const permitted = permit(principal, 'tags:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const tag = await tx.tags.findByNumber(number)
      if (!tag) return err({ code: 'tag/not-found' })
      await tx.tags.remove(tag.id)
      await tx.events.record([eventOf(ports, principal, { type: 'tag.removed', tag })])
      return ok(null)
    })
  }

/** What the event of a tag tells: the title it had before as well, where it was changed. */
export interface TagEventData {
  readonly tag: Tag
  readonly previousTitle?: string
}

const eventOf = (
  ports: TagsPorts,
  principal: WorkspaceKeeper,
  { type, ...data }: TagEventData & { readonly type: 'tag.created' | 'tag.updated' | 'tag.removed' },
) => workspaceEvent(ports, principal, { type, aggregate: { type: 'tag', id: data.tag.id }, data })

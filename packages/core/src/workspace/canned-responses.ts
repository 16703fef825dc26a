import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  type Answer,
  blank,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  LONG_TEXT,
  ok,
  once,
  type Result,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { CannedResponse, NewCannedResponse } from './canned-response.ts'
import type { CannedResponseQueries, CannedResponseStore } from './canned-response-store.ts'
import type { CannedResponseNotFound, TooManyInWorkspace } from './workspace-errors.ts'
import { type WorkspaceKeeper, workspaceEvent } from './workspace-event.ts'

/** The most canned responses an organization may keep. */
export const MOST_CANNED_RESPONSES = 1_000

export interface CannedResponsesPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly cannedResponses: CannedResponseStore
    readonly events: EventRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly cannedResponseQueries: CannedResponseQueries
  readonly clock: Clock
  readonly ids: IdSource
}

/** What can be set on a canned response; what is left out stays. */
export interface CannedResponseChanges {
  readonly shortCode?: string | undefined
  readonly content?: string | undefined
}

/** The texts that an organization says often. */
export interface CannedResponses {
  /** All of them, or those that have the text, best first. */
  readonly list: (
    principal: MemberPrincipal,
    search?: string | null,
  ) => Promise<Result<readonly CannedResponse[], Forbidden>>
  readonly create: ReturnType<typeof createCannedResponse>
  readonly update: ReturnType<typeof updateCannedResponse>
  readonly remove: ReturnType<typeof removeCannedResponse>
}

export const createCannedResponses = (ports: CannedResponsesPorts): CannedResponses => ({
  list: async (principal, search = null) => {
    const permitted = permit(principal, 'canned-responses:read')
    if (!permitted.ok) return permitted
    return ok(await ports.cannedResponseQueries.list(principal.organizationId, search || null))
  },
  create: createCannedResponse(ports),
  update: updateCannedResponse(ports),
  remove: removeCannedResponse(ports),
})

const problemsOf = ({
  shortCode,
  content,
}: Pick<CannedResponse, 'shortCode' | 'content'>): readonly FieldProblem[] => [
  ...blank('content', content),
  ...blank('shortCode', shortCode),
  ...tooLong('content', content, LONG_TEXT),
  ...tooLong('shortCode', shortCode, SHORT_TEXT),
]

const CODE_TAKEN = validationFailed({ field: 'shortCode', problem: 'taken' })

const createCannedResponse =
  (ports: CannedResponsesPorts) =>
  async (
    principal: WorkspaceKeeper,
    input: CannedResponseChanges,
    options: CallOptions = {},
  ): Promise<
    Answer<CannedResponse, Forbidden | TooManyInWorkspace | ValidationFailed | IdempotencyKeyReused>
  > => {
    const permitted = permit(principal, 'canned-responses:write')
    if (!permitted.ok) return permitted
    const settings = { shortCode: input.shortCode ?? '', content: input.content ?? '' }
    const problems = problemsOf(settings)
    if (problems.length > 0) return err(validationFailed(...problems))
    const now = ports.clock.now()
    const draft: NewCannedResponse = {
      ...settings,
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      createdAt: now,
      updatedAt: now,
    }
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.cannedResponses.count()) >= MOST_CANNED_RESPONSES) {
          const limit = MOST_CANNED_RESPONSES
          return err({ code: 'workspace/too-many', what: 'canned_response', limit })
        }
        const response = await tx.cannedResponses.insert(draft)
        if (!response) return err(CODE_TAKEN)
        await tx.events.record([eventOf(ports, principal, 'canned-response.created', response)])
        return ok(response)
      }),
    )
  }

const updateCannedResponse =
  (ports: CannedResponsesPorts) =>
  async (
    principal: WorkspaceKeeper,
    number: number,
    changes: CannedResponseChanges,
  ): Promise<Result<CannedResponse, Forbidden | CannedResponseNotFound | ValidationFailed>> => {
    const permitted = permit(principal, 'canned-responses:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.cannedResponses.findByNumber(number)
      if (!before) return err({ code: 'canned-response/not-found' })
      const response: CannedResponse = {
        ...before,
        shortCode: changes.shortCode ?? before.shortCode,
        content: changes.content ?? before.content,
        updatedAt: ports.clock.now(),
      }
      const problems = problemsOf(response)
      if (problems.length > 0) return err(validationFailed(...problems))
      if (!(await tx.cannedResponses.update(response))) return err(CODE_TAKEN)
      await tx.events.record([eventOf(ports, principal, 'canned-response.updated', response)])
      return ok(response)
    })
  }

const removeCannedResponse =
  (ports: CannedResponsesPorts) =>
  async (
    principal: WorkspaceKeeper,
    number: number,
  ): Promise<Result<null, Forbidden | CannedResponseNotFound>> => {
    const permitted = permit(principal, 'canned-responses:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const response = await tx.cannedResponses.findByNumber(number)
      if (!response) return err({ code: 'canned-response/not-found' })
      await tx.cannedResponses.remove(response.id)
      await tx.events.record([eventOf(ports, principal, 'canned-response.removed', response)])
      return ok(null)
    })
  }

const eventOf = (
  ports: CannedResponsesPorts,
  principal: WorkspaceKeeper,
  type: `canned-response.${'created' | 'updated' | 'removed'}`,
  cannedResponse: CannedResponse,
) =>
  workspaceEvent(ports, principal, {
    type,
    aggregate: { type: 'canned_response', id: cannedResponse.id },
    data: { cannedResponse },
  })

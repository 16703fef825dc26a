import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  blank,
  type Clock,
  type EventRecorder,
  type FieldProblem,
  type IdempotencyStore,
  type IdSource,
  LONG_TEXT,
  ok,
  type Result,
  SHORT_TEXT,
  tooLong,
  type UnitOfWork,
} from '../kernel/index.ts'
import type { CannedResponse } from './canned-response.ts'
import type { CannedResponseQueries, CannedResponseStore } from './canned-response-store.ts'
import { createKeeping, type Keeping } from './kept.ts'
import type { CannedResponseNotFound } from './workspace-errors.ts'

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

type Settings = Pick<CannedResponse, 'shortCode' | 'content'>

/** The texts that an organization says often. */
export interface CannedResponses
  extends Keeping<'canned_response', Settings, CannedResponseChanges, CannedResponseNotFound> {
  /** All of them, or those that have the text, best first. */
  readonly list: (
    principal: MemberPrincipal,
    search?: string | null,
  ) => Promise<Result<readonly CannedResponse[], Forbidden>>
}

const problemsOf = ({ shortCode, content }: Settings): readonly FieldProblem[] => [
  ...blank('content', content),
  ...blank('shortCode', shortCode),
  ...tooLong('content', content, LONG_TEXT),
  ...tooLong('shortCode', shortCode, SHORT_TEXT),
]

export const createCannedResponses = (ports: CannedResponsesPorts): CannedResponses => ({
  list: async (principal, search = null) => {
    const permitted = permit(principal, 'canned-responses:read')
    if (!permitted.ok) return permitted
    return ok(await ports.cannedResponseQueries.list(principal.organizationId, search || null))
  },
  ...createKeeping(ports, {
    operation: 'canned-responses:write',
    name: 'canned_response',
    topic: 'canned-response',
    most: MOST_CANNED_RESPONSES,
    storeOf: ({ cannedResponses }) => cannedResponses,
    after: (before, changes: CannedResponseChanges): Settings => ({
      shortCode: changes.shortCode ?? before?.shortCode ?? '',
      content: changes.content ?? before?.content ?? '',
    }),
    problems: problemsOf,
    unique: 'shortCode',
    notFound: { code: 'canned-response/not-found' },
    tell: (cannedResponse) => ({ cannedResponse }),
  }),
})

import type { SubjectType } from '@parlance/contracts'
import {
  type Engine,
  err,
  type Forbidden,
  type Grouping,
  type MemberPrincipal,
  ok,
  type ReportSubjectNotFound,
  type Result,
  type Subject,
} from '@parlance/core'
import type { Problem } from '../../../kernel/problem.ts'

interface Asked {
  readonly type?: SubjectType | undefined
  readonly id?: number | null | undefined
}

const NO_ID: Problem = { kind: 'invalid', issues: [{ path: ['id'], problem: 'missing' }] }

/** What a report is asked about. */
export const subjectOf = ({
  type = 'account',
  id,
}: Asked): Result<Subject, ReportSubjectNotFound | Problem> => {
  if (type === 'account') return ok({ type: 'organization' })
  if (id == null) return err(NO_ID)
  switch (type) {
    case 'agent':
      return ok({ type: 'member', number: id })
    case 'inbox':
      return ok({ type: 'inbox', number: id })
    default:
      return err({ code: 'report/subject-not-found' })
  }
}

/** Somebody or something that a line of a report is about. */
export interface Line {
  readonly number: number
  /** As the groups of reports know it. */
  readonly key: string
  readonly name: string
}

/** Everything that reports can be grouped by, in the order in which it is listed. */
export const linesOf = async (
  engine: Engine,
  principal: MemberPrincipal,
  by: Grouping,
): Promise<Result<readonly Line[], Forbidden>> => {
  switch (by) {
    case 'member':
      return linesFrom(await engine.access.members(principal))
    case 'inbox':
      return linesFrom(await engine.inboxes.list(principal))
    case 'tag':
      return ok([])
  }
}

const linesFrom = <E>(
  listed: Result<readonly { readonly number: number; readonly id: string; readonly name: string }[], E>,
): Result<readonly Line[], E> =>
  listed.ok ? ok(listed.value.map(({ number, id, name }) => ({ number, key: id, name }))) : listed

import type { SubjectType } from '@parlance/contracts'
import { err, ok, type Result, type Subject } from '@parlance/core'
import type { RequestProblem } from '../../../kernel/problem.ts'

interface Asked {
  readonly type?: SubjectType | undefined
  readonly id?: number | null | undefined
}

const NO_ID: RequestProblem = { kind: 'invalid', issues: [{ path: ['id'], problem: 'missing' }] }

/** What a report is asked about. */
export const subjectOf = ({ type = 'account', id }: Asked): Result<Subject, RequestProblem> => {
  if (type === 'account') return ok({ type: 'organization' })
  if (id == null) return err(NO_ID)
  switch (type) {
    case 'agent':
      return ok({ type: 'member', number: id })
    case 'inbox':
      return ok({ type: 'inbox', number: id })
    case 'team':
      return ok({ type: 'team', number: id })
    case 'label':
      return ok({ type: 'tag', number: id })
  }
}

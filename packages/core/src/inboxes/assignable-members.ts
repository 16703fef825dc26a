import {
  type Forbidden,
  type Member,
  type MemberPrincipal,
  type MemberQueries,
  permit,
  seesInbox,
} from '../access/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import type { InboxQueries } from './inbox-queries.ts'

export interface AssignableMembersPorts {
  readonly inboxQueries: InboxQueries
  readonly memberQueries: MemberQueries
}

/**
 * Who can be given conversations of all these inboxes: the members of every one of them, and administrators. By
 * lower-cased name. Every inbox must be one that the caller sees.
 */
export const assignableMembers =
  ({ inboxQueries, memberQueries }: AssignableMembersPorts) =>
  async (
    principal: MemberPrincipal,
    inboxNumbers: readonly number[],
  ): Promise<Result<readonly Member[], Forbidden | InboxNotFound>> => {
    const permitted = permit(principal, 'inbox-members:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const numbers = [...new Set(inboxNumbers)]
    const inboxes = await Promise.all(
      numbers.map((number) => inboxQueries.findByNumber(organizationId, number)),
    )
    const found = inboxes.filter((inbox) => inbox !== null)
    if (found.length === 0 || found.length < numbers.length) return err({ code: 'inbox/not-found' })
    if (!found.every(({ id }) => seesInbox(principal, id)))
      return err({ code: 'access/forbidden', operation: 'inbox-members:read' })
    const members = await Promise.all(found.map(({ id }) => memberQueries.ofInbox(organizationId, id)))
    const everywhere = (member: Member) => members.every((some) => some.some(({ id }) => id === member.id))
    const everybody = await memberQueries.list(organizationId)
    return ok(everybody.filter((member) => administers(member) || everywhere(member)))
  }

const administers = ({ role }: Member): boolean => role !== 'agent'

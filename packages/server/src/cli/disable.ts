import type { Member } from '@parlance/core'
import { OperatorError } from '../kernel/operator-error.ts'
import { findOrganization } from './find-organization.ts'
import type { Terminal } from './terminal.ts'
import { withEngine } from './with-engine.ts'

export interface DisableOptions {
  readonly organizationId: string
  readonly email: string
}

/** Lets a member in no longer, or again, and says so. */
export const setDisabled = (
  terminal: Terminal,
  { organizationId: id, email }: DisableOptions,
  disabled: boolean,
): Promise<void> =>
  withEngine(terminal, async ({ engine, storage }) => {
    const { id: organizationId } = await findOrganization(storage, id)
    const members = await storage.memberQueries.list(organizationId)
    const member = members.find((one) => one.email === email.trim().toLowerCase())
    if (!member) throw new OperatorError(`Nobody in the organization signs in with ${email}.`)
    const system = { type: 'system', organizationId } as const
    const changed = await engine.access.setMemberDisabled(system, member.number, disabled)
    if (!changed.ok) throw new OperatorError(complaintOf(changed.error.code, member))
    terminal.print(disabled ? `${member.email} is not let in any more.` : `${member.email} is let in again.`)
  })

const complaintOf = (code: string, { email }: Member): string =>
  code === 'member/last-administrator' || code === 'member/last-owner'
    ? `Without ${email} nobody could administrate the organization.`
    : `The engine refused: ${code}`

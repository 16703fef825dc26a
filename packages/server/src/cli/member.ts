import type { AddedMember, Role } from '@parlance/core'
import { findOrganization } from './find-organization.ts'
import { refused } from './refused.ts'
import type { Terminal } from './terminal.ts'
import { withEngine } from './with-engine.ts'

export interface MemberOptions {
  readonly organizationId: string
  readonly email: string
  readonly role: Exclude<Role, 'owner'>
  readonly name?: string
  readonly password?: string
  readonly json?: true
}

/** Adds a member to an organization, and prints what it signs in with. */
export const member = (terminal: Terminal, options: MemberOptions): Promise<void> =>
  withEngine(terminal, async ({ engine, storage }) => {
    const organization = await findOrganization(storage, options.organizationId)
    const added = await engine.access.addMember({ type: 'system', organizationId: organization.id }, options)
    if (!added.ok) throw refused(added.error, { name: '--name', email: '--email', password: '--password' })
    terminal.print(options.json ? JSON.stringify(asJson(added.value)) : inWords(added.value))
  })

const asJson = ({ member: { number, email }, password, accessToken }: AddedMember) => ({
  id: number,
  email,
  password,
  api_access_token: accessToken,
})

const inWords = ({ member: { number, email, role }, password, accessToken }: AddedMember): string =>
  [
    `Member          ${email} (${role})`,
    `  id            ${number}`,
    `  password      ${password}`,
    `  access token  ${accessToken}`,
    '',
    'Keep these: the password and the token are not shown again.',
  ].join('\n')

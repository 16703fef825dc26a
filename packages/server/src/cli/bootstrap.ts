import type { CreatedOrganization } from '@parlance/core'
import { refused } from './refused.ts'
import type { Terminal } from './terminal.ts'
import { withEngine } from './with-engine.ts'

export interface BootstrapOptions {
  readonly organization: string
  readonly email: string
  readonly password?: string
  readonly json?: true
}

/** Founds an organization with its owner, and prints what is told only once. */
export const bootstrap = (terminal: Terminal, options: BootstrapOptions): Promise<void> =>
  withEngine(terminal, async ({ engine }) => {
    const { organization, email, password } = options
    const created = await engine.access.createOrganization({
      name: organization,
      ownerEmail: email,
      password,
    })
    if (!created.ok) {
      throw refused(created.error, { name: '--organization', email: '--email', password: '--password' })
    }
    terminal.print(options.json ? JSON.stringify(asJson(created.value)) : inWords(created.value))
  })

const asJson = ({ organization, owner, password, accessToken, ...keys }: CreatedOrganization) => ({
  organization_id: organization.id,
  account_id: organization.number,
  owner: { id: owner.number, email: owner.email, password, api_access_token: accessToken },
  server_key: keys.serverKey,
  client_key: keys.clientKey,
  gateway_secret: keys.gatewaySecret,
})

/** What was made, for people to read. */
export const inWords = (created: CreatedOrganization): string =>
  [
    `Organization    ${created.organization.name}`,
    `  id            ${created.organization.id}`,
    `  account id    ${created.organization.number}`,
    `Owner           ${created.owner.email}`,
    `  password      ${created.password}`,
    `  access token  ${created.accessToken}`,
    `Server key      ${created.serverKey}`,
    `Client key      ${created.clientKey}`,
    `Gateway secret  ${created.gatewaySecret}`,
    '',
    'Keep these: the password, the token and the keys are not shown again.',
  ].join('\n')

import { runCommand, type Settings } from './command-line.ts'

export interface Founded {
  readonly organizationId: string
  readonly accountId: number
  readonly owner: { readonly id: number; readonly token: string }
  /** Keys of the organization: a backend's, one that may be public, and the secret of the provider of its lines. */
  readonly keys: { readonly server: string; readonly client: string; readonly gateway: string }
}

let count = 0

/** Founds an organization on the command line. Without `DATABASE_URL` nothing else may use the data directory. */
export const found = async (settings: Settings): Promise<Founded> => {
  count += 1
  const words = ['--organization', 'Acme', '--email', `owner-${process.pid}-${count}@acme.test`, '--json']
  const { code, stdout, stderr } = await runCommand(['bootstrap', ...words], settings)
  if (code !== 0) throw new Error(`Bootstrap failed: ${stderr}`)
  const { organization_id, account_id, owner, server_key, client_key, gateway_secret } = JSON.parse(stdout)
  return {
    organizationId: organization_id,
    accountId: account_id,
    owner: { id: owner.id, token: owner.api_access_token },
    keys: { server: server_key, client: client_key, gateway: gateway_secret },
  }
}

/** Adds an agent on the command line. */
export const addAgent = async (
  settings: Settings,
  organizationId: string,
): Promise<{ readonly id: number; readonly token: string }> => {
  count += 1
  const email = `agent-${process.pid}-${count}@acme.test`
  const words = ['--organization-id', organizationId, '--email', email, '--role', 'agent', '--json']
  const { code, stdout, stderr } = await runCommand(['member', ...words], settings)
  if (code !== 0) throw new Error(`Adding a member failed: ${stderr}`)
  const { id, api_access_token } = JSON.parse(stdout)
  return { id, token: api_access_token }
}

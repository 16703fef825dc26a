import type { OrganizationId, Secrets } from '../kernel/index.ts'

/** A token for a contact to listen with: nothing else comes along with it, so it begins with where it leads to. */
export const newPubsubToken = (organizationId: OrganizationId, secrets: Pick<Secrets, 'token'>): string =>
  `${organizationId.replaceAll('-', '')}${secrets.token(18)}`

const SHAPE = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[\w-]{1,200}$/

/** The organization that the token leads to; null for a text that is no such token. */
export const organizationOfToken = (token: string): OrganizationId | null => {
  const [, ...parts] = SHAPE.exec(token) ?? []
  return parts.length === 0 ? null : (parts.join('-') as OrganizationId)
}

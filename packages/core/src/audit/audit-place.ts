import type { AuditEntryId, OrganizationId, Secrets } from '../kernel/index.ts'
import type { AuditPlace } from './audit-store.ts'

const PROOF = 16
const WRITTEN = /^([0-9a-z]{1,11})\.([0-9a-f]{32})\.([0-9a-f]{16})$/

const proofOf = (
  organizationId: OrganizationId,
  place: string,
  { digest }: Pick<Secrets, 'digest'>,
): string => digest(`audit ${organizationId} ${place}`).slice(0, PROOF)

/** A place in an organization's log as a text that means nothing to whoever is given it. */
export const writePlace = (
  organizationId: OrganizationId,
  { occurredAt, id }: AuditPlace,
  secrets: Pick<Secrets, 'digest'>,
): string => {
  const place = `${occurredAt.toString(36)}.${id.replaceAll('-', '')}`
  return `${place}.${proofOf(organizationId, place, secrets)}`
}

/** The place that such a text names; null for a text that this organization was not given. */
export const readPlace = (
  organizationId: OrganizationId,
  text: string,
  secrets: Pick<Secrets, 'digest'>,
): AuditPlace | null => {
  const [, at, hex, proof] = WRITTEN.exec(text) ?? []
  if (at === undefined || hex === undefined) return null
  if (proofOf(organizationId, `${at}.${hex}`, secrets) !== proof) return null
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { occurredAt: Number.parseInt(at, 36), id: id as AuditEntryId }
}

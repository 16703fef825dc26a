import type { BlobKey } from '@parlance/core'

const ORGANIZATION = /^[0-9a-f-]{36}$/
const NAME = /^[\w-]{1,200}$/

/**
 * The key as a path of three plain parts. Keys are made by the domain; one that could lead anywhere else is a mistake of
 * ours, and throws.
 */
export const storagePath = ({ organizationId, name }: BlobKey): readonly [string, string, string] => {
  if (!ORGANIZATION.test(organizationId) || !NAME.test(name)) throw new Error('This is no key of a blob')
  return [organizationId, name.slice(0, 2), name]
}

import type { Organization, OrganizationId, StoragePorts } from '@parlance/core'
import { OperatorError } from '../kernel/operator-error.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NUMBER = /^[1-9]\d{0,8}$/

/** An organization by its id, or by the number that APIs call the account's id. @throws OperatorError when there is none. */
export const findOrganization = async (storage: StoragePorts, text: string): Promise<Organization> => {
  const found = await lookUp(storage, text)
  if (!found) throw new OperatorError(`There is no organization ${text}.`)
  return found
}

const lookUp = async ({ directory }: StoragePorts, text: string): Promise<Organization | null> => {
  if (NUMBER.test(text)) return directory.organizationByNumber(Number(text))
  return UUID.test(text) ? directory.organization(text.toLowerCase() as OrganizationId) : null
}

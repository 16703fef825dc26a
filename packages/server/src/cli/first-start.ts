import type { CreatedOrganization, Engine } from '@parlance/core'
import { inWords } from './bootstrap.ts'

/** A domain that is kept for examples: no mail ever reaches anybody there. */
const OWNER = 'owner@example.com'

/** Founds the organization that an empty embedded database begins with; null when it is not empty. */
export const foundFirstOrganization = async ({ access }: Engine): Promise<CreatedOrganization | null> => {
  if (!(await access.isEmpty())) return null
  const created = await access.createOrganization({ name: 'My organization', ownerEmail: OWNER })
  if (!created.ok) throw new Error(`The first organization was refused: ${created.error.code}`)
  return created.value
}

/** What was made, and how to make the first call. */
export const welcome = (created: CreatedOrganization, url: string): string =>
  [
    'The database was empty, so this was made:',
    '',
    inWords(created),
    '',
    'A first call:',
    '',
    `  curl -H 'api_access_token: ${created.accessToken}' ${url}/api/v1/profile`,
    '',
  ].join('\n')

import type { ContactPointPrincipal, Engine, Result, StoragePorts } from '@parlance/core'
import { addContact, addInbox, type Seeded, type TestWorld } from '@parlance/core/testing'

/** Numbers that exist in the other organization only. */
export interface Foreign {
  readonly inbox: number
  readonly contact: number
  readonly conversation: number
  readonly member: number
  readonly webhook: number
}

/** Numbers are counted in each organization: so many, and one organization has some that another hasn't reached. */
export const AHEAD = 30

/** Makes so much in an organization that its newest numbers are nobody else's yet. */
export const getAhead = async (
  ports: { readonly storage: StoragePorts; readonly world: TestWorld },
  engine: Engine,
  { organization, inbox, agents, contactPoint, principals }: Seeded,
): Promise<Foreign> => {
  const principal: ContactPointPrincipal = {
    type: 'contact_point',
    organizationId: organization.id,
    inboxId: inbox.id,
    sourceId: contactPoint.sourceId,
  }
  let last: Omit<Foreign, 'member'> = { inbox: 0, contact: 0, conversation: 0, webhook: 0 }
  for (let count = 0; count < AHEAD; count += 1) {
    const url = `https://acme.test/${count}`
    last = {
      inbox: (await addInbox(ports, organization.id)).number,
      contact: (await addContact(ports, inbox)).contact.number,
      conversation: must(await engine.conversations.startAsContact(principal, {})).conversation.number,
      webhook: must(await engine.webhooks.create(principals.owner, { url })).number,
    }
  }
  return { ...last, member: agents.at(-1)?.number ?? 0 }
}

/** The value of a result that must be there. */
export const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
  return result.value
}

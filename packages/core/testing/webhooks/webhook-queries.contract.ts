import { contractOf } from '../kernel/contract.ts'
import { seedOrganization } from '../seed.ts'
import { addEndpoint } from './drafts.ts'

/** What every `WebhookQueries` promises. */
export const webhookQueriesContract = contractOf('WebhookQueries', {
  "lists the organization's own endpoints in the order they were made": async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const first = await addEndpoint(given, organization.id)
    const second = await addEndpoint(given, organization.id, { state: 'disabled' })
    await addEndpoint(given, organization.id, { owner: { type: 'inbox', inboxId: inbox.id } })
    const third = await addEndpoint(given, organization.id)
    given
      .expect(await given.storage.webhookQueries.list(organization.id, 'channel'))
      .toEqual([first, second, third])
  },

  'names all that are enabled, those of inboxes included': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const own = await addEndpoint(given, organization.id)
    await addEndpoint(given, organization.id, { state: 'disabled' })
    const ofInbox = await addEndpoint(given, organization.id, { owner: { type: 'inbox', inboxId: inbox.id } })
    const enabled = await given.storage.webhookQueries.enabled(organization.id)
    given
      .expect(enabled.toSorted((left, right) => left.number - right.number))
      .toEqual([own, ofInbox].toSorted((left, right) => left.number - right.number))
  },

  'shows nothing of another organization': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    await addEndpoint(given, organization.id)
    given.expect(await given.storage.webhookQueries.list(other.organization.id, 'channel')).toEqual([])
    given.expect(await given.storage.webhookQueries.enabled(other.organization.id)).toEqual([])
  },
})

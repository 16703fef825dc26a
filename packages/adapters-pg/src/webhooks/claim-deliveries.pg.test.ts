import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ok } from '@parlance/core'
import { aNewDelivery, aNewWebhookEndpoint, seedOrganization } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

describe('two workers on a real Postgres', () => {
  let one: TestStorage
  let other: TestStorage

  beforeAll(async () => {
    one = await openTestStorage('postgres')
    other = anotherStorage(one)
  })
  afterAll(async () => {
    await other.storage.close()
    await other.database.close()
    await one.close()
  })

  const withDeliveries = async (count: number) => {
    const { organization } = await seedOrganization(one)
    const { ids, clock } = one.world
    const made = await one.storage.unitOfWork.run(organization.id, async (tx) =>
      ok(
        await tx.webhookEndpoints.insert(
          aNewWebhookEndpoint({ id: ids.next(), organizationId: organization.id }),
        ),
      ),
    )
    const drafts = Array.from({ length: count }, () =>
      aNewDelivery({
        id: ids.next(),
        organizationId: organization.id,
        endpointId: made.value.id,
        eventId: ids.next(),
        conversationId: ids.next(),
        createdAt: clock.now(),
      }),
    )
    await one.storage.deliveryStore.enqueue(organization.id, drafts)
    const claim = { now: clock.now(), lease: 60_000, limit: 10, perEndpoint: 1_000, orderPatience: 1_000 }
    return { organization, drafts, claim }
  }

  it('never lease the same delivery', async () => {
    const { organization, drafts, claim } = await withDeliveries(100)
    const leased = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        (at % 2 ? one : other).storage.deliveryStore.claim(organization.id, claim),
      ),
    )
    const ids = leased.flat().map(({ delivery }) => delivery.id)
    expect(ids.toSorted()).toEqual(drafts.map(({ id }) => id).toSorted())
  })

  it('do not wait for what another one is writing', async () => {
    const { organization, drafts, claim } = await withDeliveries(3)
    const client = await other.database.pool.connect()
    try {
      await client.query('begin')
      const [held] = drafts
      await client.query('select from deliveries where organization_id = $1 and id = $2 for no key update', [
        organization.id,
        held?.id,
      ])
      const leased = await one.storage.deliveryStore.claim(organization.id, claim)
      expect(leased.map(({ delivery }) => delivery.id).toSorted()).toEqual(
        drafts
          .slice(1)
          .map(({ id }) => id)
          .toSorted(),
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})

import {
  type LogConsumer,
  type OrganizationId,
  ok,
  type RecordedEvent,
  type StoragePorts,
} from '@parlance/core'
import { createMemoryStorage, seedOrganization } from '@parlance/core/testing'
import { nodeWorld } from '../src/system/node-world.ts'

const world = nodeWorld()

/** Records an event of the organization. */
export const record = (storage: StoragePorts, organizationId: OrganizationId, type: string) => {
  const event: RecordedEvent = {
    id: world.ids.next(),
    type,
    organizationId,
    aggregate: { type: 'organization', id: organizationId },
    seq: null,
    occurredAt: world.clock.now(),
    actor: { type: 'system' },
    data: {},
  }
  return storage.unitOfWork.run(organizationId, async (tx) => {
    await tx.events.record([event])
    return ok(null)
  })
}

/** Storage in memory with an organization, and a way to add another. */
export const newStorage = async () => {
  const storage = createMemoryStorage(world)
  const seed = () => seedOrganization({ storage, world })
  return { storage, seed, organizationId: (await seed()).organization.id }
}

/** A consumer that notes the types of what it saw. */
export const noting = (name = 'noting') => {
  const seen: { organizationId: OrganizationId; type: string }[] = []
  const consumer: LogConsumer = {
    name,
    handle: async (organizationId, events) => {
      seen.push(...events.map(({ type }) => ({ organizationId, type })))
    },
  }
  return { consumer, types: () => seen.map(({ type }) => type), seen }
}

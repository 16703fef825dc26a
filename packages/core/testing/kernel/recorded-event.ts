import type { OrganizationId, RecordedEvent, WorldPorts } from '../../src/index.ts'

/** An event about a contact, as a unit of work would record it. */
export const anEvent = (
  { world }: { readonly world: WorldPorts },
  organizationId: OrganizationId,
  about: string = world.ids.next(),
): RecordedEvent => ({
  id: world.ids.next(),
  type: 'contact.updated',
  organizationId,
  aggregate: { type: 'contact', id: about },
  seq: null,
  occurredAt: world.clock.now(),
  actor: { type: 'system' },
  data: { told: ['Größe', 1.5, null, { deep: true }] },
})

import type { KeptFile, OrganizationId, StoredFile, WorldPorts } from '../../src/index.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

/** A picture. */
export const aStoredFile = (overrides: Partial<StoredFile> = {}): StoredFile => ({
  id: fixtureId(91),
  address: '1-token-of-a-picture',
  name: 'picture.png',
  contentType: 'image/png',
  size: 1_234,
  width: 640,
  height: 480,
  thumbnail: true,
  ...overrides,
})

/** A file of this organization that belongs to nothing yet. */
export const newKeptFile = (
  { world }: { readonly world: WorldPorts },
  organizationId: OrganizationId,
  overrides: Partial<KeptFile> = {},
): KeptFile => {
  const token = world.secrets.token(24)
  return {
    organizationId,
    file: aStoredFile({ id: world.ids.next(), address: `1-${token}` }),
    token,
    storageName: world.secrets.token(32),
    thumbnail: { contentType: 'image/webp', size: 99 },
    heldBy: null,
    createdAt: START,
    expiresAt: START + 1_000,
    ...overrides,
  }
}

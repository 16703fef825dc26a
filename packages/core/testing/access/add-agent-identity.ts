import type { AgentIdentity, OrganizationId } from '../../src/index.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import type { StorageHarness } from '../kernel/storage-harness.ts'
import { anAgentIdentity } from './access.fixtures.ts'

/** Adds an agent identity with an id and a handle of its own. */
export const addAgentIdentity = async (
  ports: Pick<StorageHarness, 'storage' | 'world'>,
  organizationId: OrganizationId,
): Promise<AgentIdentity> => {
  const { number: _number, ...draft } = anAgentIdentity()
  const id: AgentIdentity['id'] = ports.world.ids.next()
  return succeeded(
    await inWork(ports, organizationId, (tx) =>
      tx.agentIdentities.insert(
        { ...draft, id, handle: `helper-${id}`, organizationId },
        { signingSecret: 'secret', credentials: [] },
      ),
    ),
  )
}

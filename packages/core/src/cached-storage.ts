import { cachedDirectory, cachedSessions } from './access/index.ts'
import type { Clock } from './kernel/index.ts'
import type { StoragePorts } from './ports.ts'

/**
 * The same storage, that remembers for a moment who is who. What a unit of work of this process changed is seen at once;
 * what another process changed, half a second later at the most.
 */
export const cachedStorage = (storage: StoragePorts, clock: Clock): StoragePorts => {
  const { directory, forgetMembers } = cachedDirectory(storage.directory, clock)
  const { signInDirectory, forgetSessions } = cachedSessions(storage.signInDirectory, clock)
  return {
    ...storage,
    directory,
    signInDirectory,
    unitOfWork: {
      run: async (organizationId, work) => {
        try {
          return await storage.unitOfWork.run(organizationId, work)
        } finally {
          forgetMembers()
          forgetSessions()
        }
      },
    },
  }
}

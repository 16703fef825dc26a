import type { WorldPorts } from '@parlance/core'
import { liquidTemplates } from './liquid-templates.ts'
import { nodeSecrets } from './node-secrets.ts'
import { systemClock } from './system-clock.ts'
import { uuidIds } from './uuid-ids.ts'

/** What the domain needs of the world, from Node: the time, ids, secrets and templates. */
export const nodeWorld = (): WorldPorts => ({
  clock: systemClock,
  ids: uuidIds,
  secrets: nodeSecrets,
  templates: liquidTemplates,
})

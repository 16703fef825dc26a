import type { WorldPorts } from '@parlance/core'
import { commonPasswords } from './common-passwords.ts'
import { type AfterwardsOptions, createAfterwards } from './create-afterwards.ts'
import { liquidTemplates } from './liquid-templates.ts'
import { nodeSecrets } from './node-secrets.ts'
import { oneTimeCodes } from './one-time-codes.ts'
import { signInKeysWith } from './sign-in-keys.ts'
import { systemClock } from './system-clock.ts'
import { uuidIds } from './uuid-ids.ts'

/** What the domain needs of the world, from Node: the time, ids, secrets and templates. */
export const nodeWorld = ({ onFailed = warn }: Partial<AfterwardsOptions> = {}): WorldPorts => ({
  clock: systemClock,
  ids: uuidIds,
  secrets: nodeSecrets,
  templates: liquidTemplates,
  signInKeys: signInKeysWith({ clock: systemClock }),
  oneTimeCodes,
  commonPasswords,
  afterwards: createAfterwards({ onFailed }).afterwards,
})

const warn: AfterwardsOptions['onFailed'] = (name, error) => {
  process.emitWarning(`Could not ${name}: ${error instanceof Error ? error.message : String(error)}`)
}

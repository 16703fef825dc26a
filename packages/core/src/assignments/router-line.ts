import type { AgentIdentity } from '../access/index.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { connectCommand } from './router-commands.ts'

/** What a human texts to whom to be connected. */
export interface RouterLine {
  /** In E.164. */
  readonly number: string
  readonly command: string
}

/** How humans come to this identity, or to any; null where there are no lines. */
export const routerOf = (
  { channelLines }: Pick<ConnectionPorts, 'channelLines'>,
  identity: Pick<AgentIdentity, 'handle'> | null,
): RouterLine | null =>
  channelLines
    ? { number: channelLines.router, command: connectCommand(identity?.handle ?? 'your-agent') }
    : null

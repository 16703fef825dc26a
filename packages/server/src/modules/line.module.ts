import { createHttpGateway, createLoopbackGateway } from '@parlance/adapters-gateway'
import { fileUrl } from '@parlance/contracts'
import type { ChannelLines } from '@parlance/core'
import { ContainerModule } from 'inversify'
import type { Config } from '../config.ts'
import { publicUrlOf } from '../http/public-url.ts'
import { provide } from '../kernel/token.ts'
import { CHANNEL_LINES, CLOCK, CONFIG } from '../tokens.ts'

/** The outside lines: a provider, or a loopback where none is configured. */
export const lineModule = new ContainerModule(({ bind }) => {
  provide(bind, CHANNEL_LINES, {
    from: [CONFIG, CLOCK],
    make: (config, clock): ChannelLines => {
      const [router, ...pool] = config.imessageLines
      if (router === undefined) throw new Error('There is no line')
      return {
        router,
        pool,
        ...outside(config, clock),
        fileUrl: (file) => publicUrlOf(config) + fileUrl(file),
        pause,
      }
    },
  })
})

const outside = (
  { imessageGatewayUrl: url, imessageGatewaySecret: secret, imessageGatewayTimeout: timeout }: Config,
  clock: Parameters<typeof createLoopbackGateway>[0],
): Pick<ChannelLines, 'gateway' | 'loopback'> => {
  if (url !== null) return { gateway: createHttpGateway({ url, secret, timeout }) }
  const { gateway, carried } = createLoopbackGateway(clock)
  return { gateway, loopback: carried }
}

/** A pause keeps no process alive. */
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })

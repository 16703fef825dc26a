import type { ChannelGateway, ChannelLines, GatewayAccepted, GatewayFailed, Result } from '../../src/index.ts'

/** What a gateway was asked to carry. */
export type Carried = { readonly kind: 'message' | 'read_receipt' | 'typing' | 'reaction' } & Readonly<
  Record<string, unknown>
>

/** A gateway that takes everything, remembers it, and can be told to fail. */
export interface TestGateway {
  readonly gateway: ChannelGateway
  readonly carried: readonly Carried[]
  /** Fails the next so many calls. */
  readonly fail: (calls: number) => void
  readonly lines: ChannelLines
}

/** A gateway with a router and this many lines in the pool; 8 when left out. */
export const testGateway = (pool = 8): TestGateway => {
  const carried: Carried[] = []
  let failing = 0
  const known = new Map<string, string>()
  const take = (kind: Carried['kind'], told: object): Result<GatewayAccepted, GatewayFailed> => {
    if (failing > 0) {
      failing -= 1
      return { ok: false, error: { code: 'gateway/failed', reason: 'It was told to fail' } }
    }
    carried.push({ kind, ...told })
    return { ok: true, value: { externalId: null } }
  }
  const gateway: ChannelGateway = {
    send: async (message) => {
      const again = known.get(message.messageId)
      // The same message goes out once.
      if (again !== undefined && failing === 0) return { ok: true, value: { externalId: again } }
      const taken = take('message', message)
      if (!taken.ok) return taken
      const externalId = `out-${known.size + 1}-${message.messageId}`
      known.set(message.messageId, externalId)
      return { ok: true, value: { externalId } }
    },
    readReceipt: async (address) => take('read_receipt', address),
    typing: async (typing) => take('typing', typing),
    reaction: async (reaction) => take('reaction', reaction),
  }
  return {
    gateway,
    carried,
    fail: (calls) => {
      failing = calls
    },
    lines: {
      gateway,
      router: '+15550000001',
      pool: Array.from({ length: pool }, (_, at) => `+1555000010${at}`),
    },
  }
}

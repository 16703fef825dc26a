import { err, type GatewayCarrier, ok } from '@parlance/core'
import { z } from 'zod'
import type { Caller, Door } from '../../../kernel/route.ts'
import { type GatewayCode, renderGateway } from './gateway-errors.ts'

/** The provider of the lines. */
export interface GatewayCaller extends Caller {
  readonly carrier: GatewayCarrier
}

/** Lets in whoever has the gateway secret of an organization. */
export const gatewayDoor: Door<GatewayCaller, GatewayCode> = {
  params: z.object({}),
  security: ['gateway_secret'],
  errors: ['gateway/unknown'],
  badPath: 'invalid',
  permit: () => ok(null),
  render: renderGateway,
  enter: async ({ credentials }, { engine }) => {
    if (credentials.length === 0) return err({ kind: 'unauthenticated' })
    for (const credential of credentials) {
      const recognised = await engine.connections.recogniseGateway(credential)
      if (recognised.ok) {
        const carrier = recognised.value
        return ok({ carrier, label: `gateway:${carrier.organizationId}` })
      }
    }
    return err({ code: 'gateway/unknown' })
  },
}

export type { Inbound, InboundReactionBody } from './inbound.ts'
export {
  gatewayReceivedSchema,
  gatewayToldSchema,
  inboundReactionSchema,
  inboundSchema,
  lineStatusSchema,
  loopbackSchema,
  presentCarriedOut,
  presentReceived,
} from './inbound.ts'

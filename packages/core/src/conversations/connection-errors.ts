import type { ContactRuleId } from '../kernel/index.ts'
import type { GatewayFailed } from './channel-gateway.ts'

/** The human is connected and has not written yet: until then nobody writes to it. */
export interface NoInboundYet {
  readonly code: 'connection/no-inbound-yet'
}

/** Nobody with this number has ever connected to the agent identity. */
export interface UnknownRecipient {
  readonly code: 'connection/unknown-recipient'
  /** In E.164. */
  readonly remoteNumber: string
  /** How it could connect: what it texts to whom; null where nobody connects. */
  readonly router: { readonly number: string; readonly command: string } | null
}

/** The message can't take a tapback: it has not gone out yet. */
export interface TargetNotReady {
  readonly code: 'connection/target-not-ready'
}

/** A contact rule of the agent identity, or its mode when `ruleId` is null, keeps the human and the identity apart. */
export interface BlockedByRule {
  readonly code: 'contact/blocked-by-rule'
  readonly ruleId: ContactRuleId | null
  /** In E.164. */
  readonly remoteNumber: string
}

/** The agent identity is not enabled on the channel. */
export interface NotEnabled {
  readonly code: 'agent-identity/not-enabled'
}

/** There is no such connection, or it has ended. */
export interface ConnectionNotFound {
  readonly code: 'connection/not-found'
}

/** Whoever presents itself is no provider of the channel. */
export interface UnknownGateway {
  readonly code: 'gateway/unknown'
}

/** The line carries no connection of the human: what it said is not recorded. */
export interface NotConnected {
  readonly code: 'connection/not-connected'
  /** What to answer the human. */
  readonly reply: { readonly line: string; readonly text: string }
}

/** What goes out is carried to an outside, and not kept here. */
export interface GatewayHasOutside {
  readonly code: 'gateway/has-outside'
}

export type ConnectionError =
  | NoInboundYet
  | UnknownRecipient
  | TargetNotReady
  | BlockedByRule
  | NotEnabled
  | ConnectionNotFound
  | UnknownGateway
  | GatewayHasOutside
  | NotConnected
  | GatewayFailed

import type { GatewayMessage, GatewayReaction, GatewayTyping, LineAddress } from '@parlance/core'

/** What a provider is told, as it travels. */
export interface OutboundBody {
  readonly kind: 'message' | 'read_receipt' | 'typing' | 'reaction'
  /** The line that it goes out on, and the human: both in E.164. */
  readonly line: string
  readonly remote_number: string
  readonly conversation_id: string
  readonly message_id?: string
  readonly text?: string | null
  readonly media_urls?: readonly string[]
  readonly send_style?: string | null
  readonly reaction?: string
  readonly part_index?: number
  /** The tapback is taken off. */
  readonly removed?: true
  readonly target_external_id?: string | null
  /** How far the conversation was: a provider that has sent something later shows no typing of before. */
  readonly seq?: number
}

const addressed = ({ line, remoteNumber, conversationId }: LineAddress) => ({
  line,
  remote_number: remoteNumber,
  conversation_id: conversationId,
})

/** A message as a provider is told it. */
export const messageBody = (message: GatewayMessage): OutboundBody => ({
  kind: 'message',
  ...addressed(message),
  message_id: message.messageId,
  text: message.text,
  media_urls: message.mediaUrls,
  send_style: message.sendStyle,
})

/** A read receipt as a provider is told it. */
export const readReceiptBody = (address: LineAddress): OutboundBody => ({
  kind: 'read_receipt',
  ...addressed(address),
})

/** That somebody writes, as a provider is told it. */
export const typingBody = (typing: GatewayTyping): OutboundBody => ({
  kind: 'typing',
  ...addressed(typing),
  seq: typing.seq,
})

/** A tapback as a provider is told it. */
export const reactionBody = (reaction: GatewayReaction): OutboundBody => ({
  kind: 'reaction',
  ...addressed(reaction),
  message_id: reaction.messageId,
  target_external_id: reaction.targetExternalId,
  reaction: reaction.reaction,
  part_index: reaction.partIndex,
  ...(reaction.removed && { removed: true }),
})

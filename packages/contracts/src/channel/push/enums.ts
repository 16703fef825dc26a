import type { ChannelType, MessageKind } from '@parlance/core'
import { CONTENT_TYPES } from '@parlance/core'
import { z } from 'zod'

/** The integers that stand for the kinds of messages wherever the wire says `message_type` with a number. */
export const MESSAGE_TYPE_NUMBERS = {
  incoming: 0,
  outgoing: 1,
  activity: 2,
  template: 3,
} as const satisfies Record<MessageKind, number>

const KINDS: readonly MessageKind[] = ['incoming', 'outgoing', 'activity', 'template']

/** The kind that an integer stands for; null for an integer that stands for none. */
export const messageKindOfNumber = (value: number): MessageKind | null => KINDS[value] ?? null

/** How the wire names the types of channels. */
export const CHANNEL_TYPES = {
  api: 'Channel::Api',
  imessage: 'Channel::Imessage',
  support: 'Channel::Support',
} as const satisfies Record<ChannelType, string>

export const messageTypeNumberSchema = z
  .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
  .describe('0 incoming, 1 outgoing, 2 activity, 3 template')

export const messageStatusSchema = z.enum(['sent', 'delivered', 'read', 'failed'])

export const contentTypeSchema = z.enum(CONTENT_TYPES)

export const conversationStatusSchema = z.enum(['open', 'resolved', 'pending', 'snoozed'])

export const prioritySchema = z.enum(['low', 'medium', 'high', 'urgent'])

export const availabilitySchema = z.enum(['online', 'busy', 'offline'])

/** An object whose keys the caller chooses. */
export const freeObjectSchema = z.record(z.string(), z.unknown())

export const isoMillisSchema = z.iso.datetime().describe('ISO 8601, UTC, with milliseconds')

export const unixSecondsSchema = z.int().describe('Unix time in seconds')

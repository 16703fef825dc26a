import type { AgentIdentityRef, Contact, Member, Sender } from '@parlance/core'
import { z } from 'zod'
import { availabilitySchema, freeObjectSchema } from './enums.ts'
import { thumbnailUrl } from './file-url.ts'

export const memberPushSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    available_name: z.string().describe('What contacts see'),
    avatar_url: z.string().describe('Empty when there is no picture'),
    type: z.literal('user'),
    availability_status: availabilitySchema,
    thumbnail: z.string(),
  })
  .meta({ id: 'UserPush', description: 'A member as messages and conversations show them' })

export const contactPushSchema = z
  .object({
    additional_attributes: freeObjectSchema,
    custom_attributes: freeObjectSchema,
    email: z.string().nullable(),
    id: z.int(),
    identifier: z.string().nullable(),
    name: z.string(),
    phone_number: z.string().nullable(),
    thumbnail: z.string().describe('Empty when there is no picture'),
    blocked: z.boolean(),
    type: z.literal('contact'),
  })
  .meta({ id: 'ContactPush', description: 'A contact as messages and conversations show them' })

export const agentBotPushSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    avatar_url: z.string(),
    type: z.literal('agent_bot'),
  })
  .meta({ id: 'AgentBotPush', description: 'An agent identity as messages and conversations show it' })

export const senderPushSchema = z
  .discriminatedUnion('type', [memberPushSchema, contactPushSchema, agentBotPushSchema])
  .meta({ id: 'SenderPush', description: 'Who said something' })

export type MemberPush = z.infer<typeof memberPushSchema>
export type ContactPush = z.infer<typeof contactPushSchema>
export type AgentBotPush = z.infer<typeof agentBotPushSchema>
export type SenderPush = z.infer<typeof senderPushSchema>

/** A member as messages and conversations show them: without the e-mail address. */
export const presentMember = (member: Member): MemberPush => ({
  id: member.number,
  name: member.name,
  available_name: member.displayName ?? member.name,
  avatar_url: thumbnailUrl(member.avatar),
  type: 'user',
  availability_status: member.availability,
  thumbnail: thumbnailUrl(member.avatar),
})

/** A contact as messages and conversations show them. */
export const presentContactPush = (contact: Contact): ContactPush => ({
  additional_attributes: contact.additionalAttributes,
  custom_attributes: contact.customAttributes,
  email: contact.email,
  id: contact.number,
  identifier: contact.identifier,
  name: contact.name,
  phone_number: contact.phoneNumber,
  thumbnail: thumbnailUrl(contact.avatar),
  blocked: contact.blocked,
  type: 'contact',
})

/** An agent identity as messages and conversations show it. */
export const presentAgentBotPush = ({
  number,
  name,
}: Pick<AgentIdentityRef, 'number' | 'name'>): AgentBotPush => ({
  id: number,
  name,
  avatar_url: '',
  type: 'agent_bot',
})

/** Who said something. */
export const presentSender = (sender: Sender): SenderPush => {
  switch (sender.type) {
    case 'member':
      return presentMember(sender.member)
    case 'contact':
      return presentContactPush(sender.contact)
    case 'agent_identity':
      return presentAgentBotPush(sender)
  }
}

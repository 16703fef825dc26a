import type { Principal } from '../access/index.ts'
import { type ConversationState, MESSAGE_LENGTH } from '../conversations/index.ts'
import type { JsonObject, Templates } from '../kernel/index.ts'

const MARKED = /\{\{|\{%/

/** Code of Markdown: blocks between three backticks, and spans between one. */
const CODE = /```[\s\S]*?```|`[^`\n]*`/g

/** Characters for private use, which no text has: they keep the place of a piece of code. */
const OPENING = '\uE000'
const CLOSING = '\uE001'
const PLACES = /\uE000(\d+)\uE001/g

/**
 * The text with its variables filled in. What is written as code stays as it is, and so does the whole text when it is no
 * sound template, or becomes longer than a message may be.
 */
export const filledIn = (
  text: string,
  variables: () => JsonObject,
  templates: Templates | undefined,
): string => {
  if (!templates || !MARKED.test(text)) return text
  const code: string[] = []
  const open = text.replaceAll(CODE, (piece) => `${OPENING}${code.push(piece) - 1}${CLOSING}`)
  if (!MARKED.test(open)) return text
  const rendered = templates.render(open, variables())
  if (rendered === null) return text
  const whole = rendered.replaceAll(PLACES, (place, at: string) => code[Number(at)] ?? place)
  return whole.length > MESSAGE_LENGTH || whole.trim() === '' ? text : whole
}

/** What texts can be filled in with. */
export const variablesOf = (state: ConversationState, principal: Principal): JsonObject => {
  const { contact, conversation, inbox, organization } = state
  const member = principal.type === 'member' ? principal.member : state.assignee
  return {
    contact: {
      id: contact.number,
      ...namesOf(contact.name),
      email: contact.email,
      phone_number: contact.phoneNumber,
      identifier: contact.identifier,
      custom_attribute: contact.customAttributes,
    },
    conversation: {
      id: conversation.number,
      display_id: conversation.number,
      custom_attribute: conversation.customAttributes,
    },
    inbox: { id: inbox.number, name: inbox.name },
    account: { id: organization.number, name: organization.name },
    agent: member && {
      id: member.number,
      ...namesOf(member.name),
      available_name: member.displayName ?? member.name,
      email: member.email,
    },
  }
}

const namesOf = (name: string) => {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  return { name, first_name: first, last_name: rest.at(-1) ?? '' }
}

import type { ConversationState, Sender, SentMessage } from '../conversations/index.ts'
import { escapeHtml, type Mail, type Timestamp } from '../kernel/index.ts'

/** A conversation as an e-mail: what the contact may see of it, oldest first. */
export const transcriptOf = (
  state: ConversationState,
  messages: readonly SentMessage[],
  to: string,
): Mail => {
  const { conversation, contact, inbox } = state
  const lines = messages.map((sent) => ({
    who: nameOf(sent.sender, inbox.name),
    when: written(sent.message.createdAt),
    what: wordsOf(sent),
  }))
  const title = `Conversation with ${contact.name}`
  return {
    to,
    subject: `[#${conversation.number}] Conversation transcript`,
    text: [title, '', ...lines.map(({ who, when, what }) => `${who}, ${when}\n${what}\n`)].join('\n'),
    html: [
      `<h1>${escapeHtml(title)}</h1>`,
      ...lines.map(
        ({ who, when, what }) =>
          `<p><strong>${escapeHtml(who)}</strong>, ${when}<br>${escapeHtml(what).replaceAll('\n', '<br>')}</p>`,
      ),
    ].join('\n'),
  }
}

/** What nobody said, the inbox says. */
const nameOf = (sender: Sender | null, inbox: string): string => {
  switch (sender?.type) {
    case undefined:
      return inbox
    case 'member':
      return sender.member.displayName ?? sender.member.name
    case 'contact':
      return sender.contact.name
    case 'agent_identity':
      return sender.name
  }
}

const wordsOf = ({ message }: SentMessage): string => {
  const attached = (message.attachments ?? []).map((attachment) =>
    'file' in attachment
      ? attachment.file.name
      : ('title' in attachment && attachment.title) || attachment.kind,
  )
  return [message.content ?? '', ...attached.map((name) => `[${name}]`)]
    .filter((words) => words !== '')
    .join('\n')
}

/** `2026-01-31 09:05 UTC` */
const written = (at: Timestamp): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

import type { MessageInput } from '../messages/index.ts'

/** A text, and nothing else, as it is said in a conversation with support. */
export const saying = (content: string, kind: MessageInput['kind']): MessageInput => ({
  kind,
  private: false,
  content,
  contentType: 'text',
  contentAttributes: {},
  sourceId: null,
})

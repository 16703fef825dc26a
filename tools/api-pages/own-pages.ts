import { AGENT_MESSAGING_PAGE } from './agent-messaging-page.ts'
import { CHATBOT_PAGE } from './chatbot-page.ts'
import type { OwnPage } from './own-page.ts'
import { SUPPORT_PAGE } from './support-page.ts'

/** The pages of docs/apis that are made of an API alone, by the names of their files. */
export const OWN_PAGES: Readonly<Record<string, OwnPage>> = {
  'agent-messaging.md': AGENT_MESSAGING_PAGE,
  'chatbot.md': CHATBOT_PAGE,
  'support.md': SUPPORT_PAGE,
}

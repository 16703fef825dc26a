import { type OrganizationId, SEARCHED_MESSAGES, type SentMessage } from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { Tables } from '../memory-database.ts'

/** The messages of people that say this, newest first, as far back as searches look. */
export const newestSaying = (
  tables: Tables,
  organizationId: OrganizationId,
  text: string,
): readonly SentMessage[] =>
  tables.messages
    .of(organizationId)
    .toSorted(by(({ message }) => message.number, true))
    .slice(0, SEARCHED_MESSAGES)
    .filter(({ message }) => message.kind === 'incoming' || message.kind === 'outgoing')
    .filter(({ message }) => message.content?.toLowerCase().includes(text.toLowerCase()))

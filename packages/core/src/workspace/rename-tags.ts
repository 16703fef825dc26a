import type { SystemPrincipal } from '../access/index.ts'
import { ALL_CONTACTS, type ContactQueries, type Contacts } from '../contacts/index.ts'
import {
  type ConversationQueries,
  type ConversationState,
  type ConversationStore,
  NO_FILTER,
} from '../conversations/index.ts'
import { type Clock, type OrganizationId, ok, type RecordedEvent } from '../kernel/index.ts'
import type { TagEventData } from './tags.ts'

export interface RenameTagsPorts {
  readonly conversationStore: ConversationStore
  readonly conversationQueries: ConversationQueries
  readonly contactQueries: ContactQueries
  readonly contacts: Pick<Contacts, 'update'>
  readonly clock: Clock
}

/** The types of events after which something may carry a title that a tag no longer has. */
export const TAG_RENAMES: readonly string[] = ['tag.updated']

/** How many conversations, or contacts, are looked up at once. */
const PORTION = 100

interface Rename {
  readonly from: string
  readonly to: string
}

/** The consumer of the log that gives conversations and contacts with a tag's old title the new one, in portions. */
export const renameTags =
  (ports: RenameTagsPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    for (const event of events) {
      // Events of this type carry this data: they are recorded in one place.
      const { tag, previousTitle = tag.title } = event.data as TagEventData
      if (previousTitle === tag.title) continue
      const rename = { from: previousTitle, to: tag.title }
      await renameInConversations(ports, organizationId, rename)
      await renameInContacts(ports, organizationId, rename)
    }
  }

/** The tags with the new title in the place of the old one, each once. */
export const renamed = (tags: readonly string[], { from, to }: Rename): readonly string[] => [
  ...new Set(tags.map((tag) => (tag.toLowerCase() === from ? to : tag))),
]

const carries = (tags: readonly string[], { from }: Rename): boolean =>
  tags.some((tag) => tag.toLowerCase() === from)

const renameInConversations = async (
  ports: RenameTagsPorts,
  organizationId: OrganizationId,
  rename: Rename,
): Promise<void> => {
  // Whatever was given the new title is not found again, so every round finds others, and the last one few.
  for (let found = PORTION; found === PORTION; ) {
    const states = await ports.conversationQueries.list(organizationId, {
      filter: { ...NO_FILTER, tags: [rename.from] },
      assignee: { type: 'all' },
      sort: 'last_activity_at_desc',
      page: 1,
      perPage: PORTION,
    })
    await Promise.all(states.map((state) => renameIn(ports, state, rename)))
    found = states.length
  }
}

const renameIn = async (
  { conversationStore, clock }: RenameTagsPorts,
  { organization, conversation }: ConversationState,
  rename: Rename,
): Promise<void> => {
  const at = clock.now()
  await conversationStore.change(
    { organizationId: organization.id, id: conversation.id },
    {
      at,
      actor: () => ({ type: 'system' }),
      decide: ({ conversation: { tags } }) =>
        ok({
          facts: carries(tags, rename)
            ? [{ type: 'conversation.tagged', at, tags: renamed(tags, rename) } as const]
            : [],
          answer: () => ({}),
        }),
    },
  )
}

const renameInContacts = async (
  { contactQueries, contacts }: RenameTagsPorts,
  organizationId: OrganizationId,
  rename: Rename,
): Promise<void> => {
  const principal: SystemPrincipal = { type: 'system', organizationId }
  const filter = { ...ALL_CONTACTS, tags: [rename.from] }
  let passed = 0
  for (let found = PORTION; found === PORTION; ) {
    const portion = await contactQueries.after(organizationId, { number: passed, limit: PORTION, filter })
    for (const { number, tags } of portion) {
      await contacts.update(principal, number, { tags: [...renamed(tags, rename)] })
      passed = number
    }
    found = portion.length
  }
}

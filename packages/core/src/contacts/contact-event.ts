import type { Directory, OrganizationRef } from '../access/index.ts'
import type {
  Actor,
  AttributeChanges,
  ContactId,
  IdSource,
  OrganizationId,
  RecordedEvent,
  Timestamp,
} from '../kernel/index.ts'
import type { Contact, ContactDetails } from './contact.ts'
import type { ContactNote } from './contact-note.ts'

/** The data of every event of a contact: the contact just after it. */
export interface ContactEventData {
  readonly organization: OrganizationRef | null
  readonly contact: Contact
  readonly changes: AttributeChanges
  /** The contact that was merged into this one, for `contact.merged`. */
  readonly merged?: { readonly id: ContactId; readonly number: number }
  /** The note it is about, for `contact.note-*`. */
  readonly note?: ContactNote
  /** Where the picture is, for `contact.picture-wanted`. */
  readonly pictureUrl?: string
}

export type ContactEventType =
  | 'contact.created'
  | 'contact.updated'
  | 'contact.merged'
  | 'contact.deleted'
  | 'contact.picture-wanted'
  | 'contact.note-added'
  | 'contact.note-changed'
  | 'contact.note-removed'

const WATCHED = [
  'name',
  'middleName',
  'lastName',
  'email',
  'phoneNumber',
  'identifier',
  'blocked',
  'additionalAttributes',
  'customAttributes',
  'type',
  'tags',
] as const satisfies readonly (keyof ContactDetails)[]

/** The attributes in which two states of a contact differ. */
export const contactChanges = (before: ContactDetails, after: ContactDetails): AttributeChanges => {
  const changes: Record<string, { previous: unknown; current: unknown }> = {}
  for (const attribute of WATCHED) {
    const [previous, current] = [before[attribute], after[attribute]]
    if (JSON.stringify(previous) !== JSON.stringify(current)) changes[attribute] = { previous, current }
  }
  return changes
}

/** Makes an event of a contact; see `contactEvents`. */
export type NoteContactEvent = Awaited<ReturnType<typeof contactEvents>>

/** Makes the events of contacts of one organization. */
export const contactEvents = async (
  { directory, ids }: { readonly directory: Directory; readonly ids: IdSource },
  organizationId: OrganizationId,
) => {
  const organization = await directory.organization(organizationId)
  return (
    type: ContactEventType,
    contact: Contact,
    {
      actor,
      changes = {},
      at = contact.updatedAt,
      ...about
    }: { readonly actor: Actor; readonly at?: Timestamp } & Partial<
      Pick<ContactEventData, 'changes' | 'merged' | 'note' | 'pictureUrl'>
    >,
  ): RecordedEvent<ContactEventType, ContactEventData> => ({
    id: ids.next(),
    type,
    organizationId,
    aggregate: { type: 'contact', id: contact.id },
    seq: null,
    occurredAt: at,
    actor,
    data: {
      organization: organization && {
        id: organization.id,
        number: organization.number,
        name: organization.name,
      },
      contact,
      changes,
      ...about,
    },
  })
}

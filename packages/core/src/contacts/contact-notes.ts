import { actorOf, type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  type Answer,
  blank,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  LONG_TEXT,
  type NumberedPage,
  ok,
  once,
  type Result,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { Contact } from './contact.ts'
import type { ContactNoteNotFound, ContactNotFound } from './contact-errors.ts'
import { contactEvents } from './contact-event.ts'
import type { ContactNote } from './contact-note.ts'
import type { ContactPorts } from './contact-ports.ts'
import type { ContactNoteView } from './contact-queries.ts'

/** The most notes that are shown at once. */
export const NOTES_PER_PAGE = 100

type Missing = Forbidden | ContactNotFound | ContactNoteNotFound

/** What members note about contacts. */
export interface ContactNotes {
  /** Newest first. */
  readonly list: (
    principal: MemberPrincipal,
    contactNumber: number,
    page: NumberedPage,
  ) => Promise<Result<readonly ContactNoteView[], Forbidden | ContactNotFound>>
  readonly get: (
    principal: MemberPrincipal,
    contactNumber: number,
    number: number,
  ) => Promise<Result<ContactNoteView, Missing>>
  readonly add: (
    principal: MemberPrincipal,
    contactNumber: number,
    content: string,
    options?: CallOptions,
  ) => Promise<Answer<ContactNoteView, Forbidden | ContactNotFound | ValidationFailed | IdempotencyKeyReused>>
  readonly change: (
    principal: MemberPrincipal,
    contactNumber: number,
    number: number,
    content: string,
  ) => Promise<Result<ContactNoteView, Missing | ValidationFailed>>
  readonly remove: (
    principal: MemberPrincipal,
    contactNumber: number,
    number: number,
  ) => Promise<Result<null, Missing>>
}

const problemsOf = (content: string) => [
  ...blank('content', content),
  ...tooLong('content', content, LONG_TEXT),
]

export const createContactNotes = (ports: ContactPorts): ContactNotes => ({
  list: async (principal, contactNumber, page) => {
    const contact = await findContact(ports, principal, contactNumber)
    if (!contact.ok) return contact
    return ok(await ports.contactQueries.notes(principal.organizationId, contact.value.id, page))
  },
  get: async (principal, contactNumber, number) => {
    const contact = await findContact(ports, principal, contactNumber)
    if (!contact.ok) return contact
    const view = await ports.contactQueries.note(principal.organizationId, contact.value.id, number)
    return view ? ok(view) : err({ code: 'contact-note/not-found' })
  },
  add: addNote(ports),
  change: async (principal, contactNumber, number, content) => {
    const problems = problemsOf(content)
    if (problems.length > 0) return err(validationFailed(...problems))
    const changed = await changeNote(ports, principal, { contactNumber, number, content })
    if (!changed.ok) return changed
    const view = await ports.contactQueries.note(principal.organizationId, changed.value.contactId, number)
    return view ? ok(view) : err({ code: 'contact-note/not-found' })
  },
  remove: async (principal, contactNumber, number) => {
    const removed = await changeNote(ports, principal, { contactNumber, number, content: null })
    return removed.ok ? ok(null) : removed
  },
})

const findContact = async (
  ports: ContactPorts,
  principal: MemberPrincipal,
  number: number,
): Promise<Result<Contact, Forbidden | ContactNotFound>> => {
  const permitted = permit(principal, 'contacts:read')
  if (!permitted.ok) return permitted
  const view = await ports.contactQueries.findByNumber(principal.organizationId, number)
  return view ? ok(view.contact) : err({ code: 'contact/not-found' })
}

const addNote =
  (ports: ContactPorts): ContactNotes['add'] =>
  async (principal, contactNumber, content, options = {}) => {
    const permitted = permit(principal, 'contacts:write')
    if (!permitted.ok) return permitted
    const problems = problemsOf(content)
    if (problems.length > 0) return err(validationFailed(...problems))
    const { organizationId, member } = principal
    const at = ports.clock.now()
    const event = await contactEvents(ports, organizationId)
    return ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async (): Promise<Result<ContactNoteView, ContactNotFound>> => {
        const contact = await tx.contacts.lock(contactNumber)
        if (!contact) return err({ code: 'contact/not-found' })
        const note = await tx.contactNotes.insert({
          id: ports.ids.next(),
          organizationId,
          contactId: contact.id,
          memberId: member.id,
          content,
          createdAt: at,
          updatedAt: at,
        })
        const actor = actorOf(principal)
        await tx.events.record([event('contact.note-added', contact, { actor, note, at })])
        return ok({ note, author: member })
      }),
    )
  }

interface NoteChange {
  readonly contactNumber: number
  readonly number: number
  /** Null removes the note. */
  readonly content: string | null
}

const changeNote = async (
  ports: ContactPorts,
  principal: MemberPrincipal,
  { contactNumber, number, content }: NoteChange,
): Promise<Result<ContactNote, Missing>> => {
  const permitted = permit(principal, 'contacts:write')
  if (!permitted.ok) return permitted
  const at = ports.clock.now()
  const event = await contactEvents(ports, principal.organizationId)
  return ports.unitOfWork.run(principal.organizationId, async (tx) => {
    const contact = await tx.contacts.lock(contactNumber)
    if (!contact) return err({ code: 'contact/not-found' })
    const before = await tx.contactNotes.lock(contact.id, number)
    if (!before) return err({ code: 'contact-note/not-found' })
    const note = content === null ? before : { ...before, content, updatedAt: at }
    await (content === null ? tx.contactNotes.remove(before.id) : tx.contactNotes.update(note))
    const type = content === null ? 'contact.note-removed' : 'contact.note-changed'
    await tx.events.record([event(type, contact, { actor: actorOf(principal), note, at })])
    return ok(note)
  })
}

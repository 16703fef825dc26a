import type { ContactId, ContactNoteView, NumberedPage, OrganizationId } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import type { Executor } from '../kernel/database.ts'
import { prefixed, unprefix, unprefixOrNull } from '../kernel/prefixed.ts'
import { CONTACT_NOTE_COLUMNS, type ContactNoteRow, toContactNote } from './contact-note-rows.ts'

const noteIn = unprefix<ContactNoteRow>('note', CONTACT_NOTE_COLUMNS)
const authorIn = unprefixOrNull<MemberRow>('author', MEMBER_COLUMNS)

/** The notes about a contact with their authors, newest first. */
export const notesOf = async (
  db: Executor,
  { organizationId, contactId }: { readonly organizationId: OrganizationId; readonly contactId: ContactId },
  { which = sql`true`, page }: { readonly which?: RawBuilder<unknown>; readonly page: NumberedPage },
): Promise<readonly ContactNoteView[]> => {
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.raw(prefixed('note', CONTACT_NOTE_COLUMNS))}, ${sql.raw(prefixed('author', MEMBER_COLUMNS))}
    from contact_notes as note
    left join members as author
      on author.organization_id = note.organization_id and author.id = note.member_id
    where note.organization_id = ${organizationId} and note.contact_id = ${contactId} and ${which}
    order by note.number desc
    limit ${page.perPage} offset ${(page.page - 1) * page.perPage}`.execute(db)
  return rows.map((row) => {
    const author = authorIn(row)
    return { note: toContactNote(noteIn(row)), author: author && toMember(author) }
  })
}

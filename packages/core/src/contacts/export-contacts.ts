import { type Forbidden, permit } from '../access/index.ts'
import { ok, type Result } from '../kernel/index.ts'
import type { ContactWriter } from './change-contact.ts'
import type { Contact } from './contact.ts'
import type { ContactPorts } from './contact-ports.ts'

/** The most contacts that one export tells. */
export const EXPORT_LIMIT = 20_000

const PORTION = 1_000

export interface ContactExport {
  readonly contacts: readonly Contact[]
  /** The number to go on after; null when that was all. */
  readonly next: number | null
}

/** Contacts with all that is known of them, oldest first, for use elsewhere. */
export const exportContacts =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    { after = 0, tag = null }: { readonly after?: number; readonly tag?: string | null } = {},
  ): Promise<Result<ContactExport, Forbidden>> => {
    const permitted = permit(principal, 'contacts:export')
    if (!permitted.ok) return permitted
    const contacts: Contact[] = []
    let last = after
    for (;;) {
      const limit = Math.min(PORTION, EXPORT_LIMIT - contacts.length)
      if (limit === 0) return ok({ contacts, next: last })
      const portion = await ports.contactQueries.after(principal.organizationId, { number: last, limit, tag })
      contacts.push(...portion)
      last = portion.at(-1)?.number ?? last
      if (portion.length < limit) return ok({ contacts, next: null })
    }
  }

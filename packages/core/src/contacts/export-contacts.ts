import { audited, type Forbidden, permit } from '../access/index.ts'
import {
  type AskedCondition,
  type CallOptions,
  type InvalidFilter,
  type Ok,
  ok,
  type Result,
} from '../kernel/index.ts'
import type { ContactWriter } from './change-contact.ts'
import type { Contact } from './contact.ts'
import { readContactConditions } from './contact-lists.ts'
import type { ContactPorts } from './contact-ports.ts'
import { ALL_CONTACTS } from './contact-queries.ts'

/** The most contacts that one export tells. */
export const EXPORT_LIMIT = 20_000

const PORTION = 1_000

export interface ContactExport {
  readonly contacts: readonly Contact[]
  /** The number to go on after; null when that was all. */
  readonly next: number | null
}

/** What an export is narrowed to. */
export interface ExportRequest {
  /** Only contacts with a number above this one. */
  readonly after?: number | undefined
  /** Only contacts with this tag. */
  readonly tag?: string | null | undefined
  readonly conditions?: readonly AskedCondition[] | undefined
}

/** Contacts with all that is known of them, oldest first, for use elsewhere. */
export const exportContacts =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    { after = 0, tag = null, conditions = [] }: ExportRequest = {},
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<ContactExport, Forbidden | InvalidFilter>> => {
    const permitted = permit(principal, 'contacts:export')
    if (!permitted.ok) return permitted
    const read = await readContactConditions(ports, principal, conditions, ports.clock.now())
    if (!read.ok) return read
    const tags = tag === null ? null : [tag]
    const filter = { ...ALL_CONTACTS, tags, conditions: conditions.length === 0 ? null : read.value }
    const contacts: Contact[] = []
    let last = after
    for (;;) {
      const limit = Math.min(PORTION, EXPORT_LIMIT - contacts.length)
      if (limit === 0) return told(ports, { principal, origin }, { contacts, next: last })
      const query = { number: last, limit, filter }
      const portion = await ports.contactQueries.after(principal.organizationId, query)
      contacts.push(...portion)
      last = portion.at(-1)?.number ?? last
      if (portion.length < limit) return told(ports, { principal, origin }, { contacts, next: null })
    }
  }

/** Nothing changes with an export, so there is no transaction that could hold the entry. */
const told = (
  ports: ContactPorts,
  who: { readonly principal: ContactWriter } & Pick<CallOptions, 'origin'>,
  exported: ContactExport,
): Ok<ContactExport> => {
  const after = { contacts: exported.contacts.length }
  ports.auditLog.append(audited(ports, who, { action: 'contacts.exported', after }))
  return ok(exported)
}

import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  type AskedCondition,
  type InvalidFilter,
  type NumberedPage,
  type OrganizationId,
  ok,
  type Result,
  readConditions,
  type Timestamp,
  unknownKeys,
} from '../kernel/index.ts'
import { CONTACT_LANGUAGE } from './contact-language.ts'
import type { ContactPorts } from './contact-ports.ts'
import { withPresence } from './contact-presence.ts'
import { ALL_CONTACTS, type ContactFilter, type ContactList, type ContactSort } from './contact-queries.ts'

export interface ContactListRequest {
  readonly sort: ContactSort | null
  readonly page: NumberedPage
}

/** What members see of many contacts. */
export interface ContactLists {
  /** Contacts that can be recognised again: those with an e-mail, a phone number or an identifier. */
  readonly list: (
    principal: MemberPrincipal,
    request: ContactListRequest & { readonly tags?: readonly string[] | null },
  ) => Promise<Result<ContactList, Forbidden>>
  /** All contacts with the text in their name, e-mail, phone number or identifier. */
  readonly search: (
    principal: MemberPrincipal,
    request: ContactListRequest & { readonly text: string; readonly resolvedOnly?: boolean },
  ) => Promise<Result<ContactList, Forbidden>>
  /** Contacts that can be recognised again and pass the conditions. */
  readonly filter: (
    principal: MemberPrincipal,
    request: ContactListRequest & { readonly conditions: readonly AskedCondition[] },
  ) => Promise<Result<ContactList, Forbidden | InvalidFilter>>
}

type Ports = Pick<ContactPorts, 'contactQueries' | 'contactPresence' | 'clock'>

export const contactLists = (ports: Ports): ContactLists => {
  const show = async (
    principal: MemberPrincipal,
    { sort, page }: ContactListRequest,
    filter: Partial<ContactFilter>,
  ): Promise<Result<ContactList, Forbidden>> => {
    const permitted = permit(principal, 'contacts:read')
    if (!permitted.ok) return permitted
    const query = { filter: { ...ALL_CONTACTS, ...filter }, sort, page }
    const { organizationId } = principal
    const found = await ports.contactQueries.list(organizationId, query)
    return ok({
      ...found,
      contacts: await withPresence(ports.contactPresence, organizationId, found.contacts),
    })
  }
  return {
    list: (principal, { tags = null, ...request }) => show(principal, request, { tags, resolvedOnly: true }),
    search: (principal, { text, resolvedOnly = false, ...request }) =>
      show(principal, request, { text, resolvedOnly }),
    filter: async (principal, { conditions, ...request }) => {
      const permitted = permit(principal, 'contacts:read')
      if (!permitted.ok) return permitted
      const read = await readContactConditions(ports, principal, conditions, ports.clock.now())
      return read.ok ? show(principal, request, { conditions: read.value, resolvedOnly: true }) : read
    },
  }
}

/** Reads conditions on contacts, of which custom attributes of any contact may be a part. */
export const readContactConditions = async (
  { contactQueries }: Pick<ContactPorts, 'contactQueries'>,
  { organizationId }: { readonly organizationId: OrganizationId },
  asked: readonly AskedCondition[],
  now: Timestamp,
) => {
  const unknown = unknownKeys(asked, CONTACT_LANGUAGE)
  const customKeys =
    unknown.length > 0 ? await contactQueries.customKeys(organizationId, unknown) : new Set<string>()
  return readConditions(asked, { language: CONTACT_LANGUAGE, customKeys, now })
}

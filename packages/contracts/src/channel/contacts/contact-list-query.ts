import type { ContactSort, ContactSortKey } from '@parlance/core'
import { z } from 'zod'
import { flag, texts } from '../../kernel/index.ts'
import { sentPage } from '../kernel/index.ts'

/** Contacts on a page; nobody can change it. */
export const CONTACTS_PER_PAGE = 15

const listed = {
  page: sentPage,
  sort: z
    .string()
    .optional()
    .describe(
      'name, email, phone_number, last_activity_at, created_at, company_name, city or country; with a minus sign in front, the other way',
    ),
  include_contact_inboxes: flag.describe('false leaves the addresses out'),
}

export const contactListQuerySchema = z.object({
  ...listed,
  labels: texts.describe('Only contacts with at least one of these labels'),
})

export const contactSearchQuerySchema = z.object({
  ...listed,
  q: z.string().optional().describe('Part of the name, e-mail address, phone number or identifier'),
})

const SORT_KEYS: ReadonlyMap<string, ContactSortKey> = new Map([
  ['name', 'name'],
  ['email', 'email'],
  ['phone_number', 'phoneNumber'],
  ['last_activity_at', 'lastActivityAt'],
  ['created_at', 'createdAt'],
  ['company_name', 'companyName'],
  ['city', 'city'],
  ['country', 'country'],
])

/** The order that a list is asked for in; null for no particular one, which is what an unknown name stands for. */
export const toContactSort = (sort: string | undefined): ContactSort | null => {
  const descending = sort?.startsWith('-') ?? false
  const by = SORT_KEYS.get(descending ? (sort?.slice(1) ?? '') : (sort ?? ''))
  return by ? { by, descending } : null
}

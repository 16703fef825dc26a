import type { ContactList, CreatedContact, Inbox } from '@parlance/core'
import { z } from 'zod'
import { inboxRowSchema, presentInboxRow } from '../inboxes/index.ts'
import { pageNumber } from '../kernel/index.ts'
import {
  contactSchema,
  contactWithInboxesSchema,
  presentContact,
  presentContactWithInboxes,
} from './contact.ts'

export const contactPayloadSchema = z.object({ payload: contactSchema })

export const contactWithInboxesPayloadSchema = z.object({ payload: contactWithInboxesSchema })

export const createdContactSchema = z
  .object({
    payload: z.object({
      contact: contactWithInboxesSchema,
      contact_inbox: z.object({
        inbox: inboxRowSchema.nullable(),
        source_id: z.string().nullable(),
      }),
    }),
  })
  .meta({ id: 'CreatedContact', description: 'A new contact, with the address it was given' })

/** A new contact; `inbox` is the one that it was given an address in. */
export const presentCreatedContact = (
  { contact, point }: CreatedContact,
  inbox: Inbox | null,
  accountNumber: number,
): z.output<typeof createdContactSchema> => {
  const place = inbox && {
    number: inbox.number,
    channelNumber: inbox.channel.number,
    name: inbox.name,
  }
  return {
    payload: {
      contact: presentContactWithInboxes({
        contact,
        points: point && place ? [{ point, inbox: place }] : [],
      }),
      contact_inbox: {
        inbox: inbox && presentInboxRow(inbox, accountNumber),
        source_id: point?.sourceId ?? null,
      },
    },
  }
}

/** 1, or the text that was sent. */
const currentPage = z.union([z.int(), z.string()]).describe('1, or the text that was sent')

export const contactListSchema = z
  .object({
    meta: z.object({ count: z.int().describe('Contacts on all pages'), current_page: currentPage }),
    payload: z.array(contactWithInboxesSchema),
  })
  .meta({ id: 'ContactList', description: 'A page of contacts' })

export const contactSearchSchema = z
  .object({
    meta: z.object({
      count: z.int().describe('Contacts on this page'),
      current_page: currentPage,
      has_more: z.boolean().describe('Whether another page follows'),
    }),
    payload: z.array(contactWithInboxesSchema),
  })
  .meta({ id: 'ContactSearch', description: 'A page of the contacts that were found' })

interface Page {
  /** The number of the page as it was sent. */
  readonly sent: string | undefined
  readonly perPage: number
  readonly withInboxes: boolean
}

const presentRows = ({ contacts }: ContactList, { withInboxes }: Page) =>
  contacts.map((view) =>
    withInboxes ? presentContactWithInboxes(view) : presentContact(view.contact, view.online),
  )

/** A page of contacts. */
export const presentContactList = (list: ContactList, page: Page): z.output<typeof contactListSchema> => ({
  meta: { count: list.total, current_page: page.sent ?? 1 },
  payload: presentRows(list, page),
})

/** A page of the contacts that were found. */
export const presentContactSearch = (
  list: ContactList,
  page: Page,
): z.output<typeof contactSearchSchema> => ({
  meta: {
    count: list.contacts.length,
    current_page: page.sent ?? 1,
    has_more: list.total > pageNumber(page.sent) * page.perPage,
  },
  payload: presentRows(list, page),
})

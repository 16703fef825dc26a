import { actorOf, audited, type Forbidden, permit } from '../access/index.ts'
import {
  type CallOptions,
  err,
  type JsonObject,
  mergeShallow,
  ok,
  presence,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { ContactWriter } from './change-contact.ts'
import type { Contact } from './contact.ts'
import { type ContactChanges, detailsAfter, detailsProblems, NO_DETAILS } from './contact-details.ts'
import type { AttributeTaken } from './contact-errors.ts'
import { contactChanges, contactEvents, type NoteContactEvent } from './contact-event.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'

/** One person of an import, column by column. */
export type ImportRow = Readonly<Record<string, string>>

/** The most people that one import takes. */
export const IMPORT_ROWS = 5_000

/** People that are kept in one transaction. */
const PORTION = 100

export interface ImportFailure {
  /** Its place in what was imported: 1 is the first. */
  readonly row: number
  readonly reason: ValidationFailed | AttributeTaken
}

/** What became of an import. */
export interface ImportReport {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly failures: readonly ImportFailure[]
}

type Outcome = 'created' | 'updated' | 'unchanged' | ImportFailure['reason']

/**
 * Takes in many contacts. Who is known already, by identifier, e-mail address or phone number in this order, is given what
 * the row says; nothing is emptied. A row that cannot be kept is told of, and the others are kept. Columns that are not
 * attributes of a contact become custom ones. Repeating an import changes nothing more.
 */
export const importContacts =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    rows: readonly ImportRow[],
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<ImportReport, Forbidden | ValidationFailed>> => {
    const permitted = permit(principal, 'contacts:import')
    if (!permitted.ok) return permitted
    if (rows.length > IMPORT_ROWS) {
      return err(
        validationFailed({
          field: 'importFile',
          problem: 'invalid',
          expected: `of at most ${IMPORT_ROWS} rows`,
        }),
      )
    }
    const note = await contactEvents(ports, principal.organizationId)
    const outcomes: Outcome[] = []
    for (let from = 0; from < rows.length; from += PORTION) {
      const portion = rows.slice(from, from + PORTION)
      const kept = await ports.unitOfWork.run(principal.organizationId, async (tx) => {
        const each: Outcome[] = []
        for (const row of portion) each.push(await keepRow(tx, ports, { principal, row, note }))
        return ok(each)
      })
      outcomes.push(...kept.value)
    }
    const { failures, ...report } = reportOf(outcomes)
    const after = { ...report, failed: failures.length }
    ports.auditLog.append(audited(ports, { principal, origin }, { action: 'contacts.imported', after }))
    return ok({ ...report, failures })
  }

const reportOf = (outcomes: readonly Outcome[]): ImportReport => {
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    failures: outcomes.flatMap((reason, at) => (typeof reason === 'string' ? [] : [{ row: at + 1, reason }])),
  }
}

interface Kept {
  readonly principal: ContactWriter
  readonly row: ImportRow
  readonly note: NoteContactEvent
}

const keepRow = async (
  tx: ContactTransaction,
  ports: ContactPorts,
  { principal, row, note }: Kept,
): Promise<Outcome> => {
  const changes = changesOf(row)
  const known = await recognise(tx, changes)
  const details = detailsAfter(known ?? NO_DETAILS, changes, mergeShallow)
  const problems = detailsProblems(details)
  if (problems.length > 0) return validationFailed(...problems)
  const actor = actorOf(principal)
  const at = ports.clock.now()
  if (!known) {
    const inserted = await tx.contacts.insert({
      ...details,
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      lastActivityAt: null,
      createdAt: at,
      updatedAt: at,
    })
    if (!inserted.ok) return inserted.error
    await tx.events.record([note('contact.created', inserted.value, { actor })])
    return 'created'
  }
  const changed = contactChanges(known, details)
  if (Object.keys(changed).length === 0) return 'unchanged'
  const after: Contact = { ...known, ...details, updatedAt: at }
  const updated = await tx.contacts.update(after)
  if (!updated.ok) return updated.error
  await tx.events.record([note('contact.updated', after, { actor, changes: changed })])
  return 'updated'
}

const recognise = async (tx: ContactTransaction, changes: ContactChanges): Promise<Contact | null> => {
  for (const attribute of ['identifier', 'email', 'phoneNumber'] as const) {
    const value = changes[attribute]
    const found = value ? await tx.contacts.findBy(attribute, value) : null
    if (found) return tx.contacts.lock(found.number)
  }
  return null
}

const OWN_COLUMNS: readonly string[] = [
  'id',
  'name',
  'first_name',
  'middle_name',
  'last_name',
  'email',
  'phone_number',
  'identifier',
  'labels',
]

/** Columns that are kept with what systems noted, under the names that they have there. */
const ADDITIONAL: Readonly<Record<string, string>> = {
  company: 'company_name',
  company_name: 'company_name',
  city: 'city',
  country: 'country',
}

/** What a row says; what is empty in it says nothing. */
const changesOf = (row: ImportRow): ContactChanges => {
  const said = (column: string): string | undefined => presence(row[column]) ?? undefined
  const number = said('phone_number')
  return {
    name:
      said('name') ??
      presence([said('first_name'), said('last_name')].filter(Boolean).join(' ')) ??
      undefined,
    middleName: said('middle_name'),
    lastName: said('last_name'),
    email: said('email'),
    phoneNumber: number && (number.startsWith('+') ? number : `+${number}`),
    identifier: said('identifier'),
    tags: said('labels')?.split(/[,;]/),
    additionalAttributes: columnsOf(row, (column) => ADDITIONAL[column] ?? null),
    customAttributes: columnsOf(row, (column) =>
      OWN_COLUMNS.includes(column) || column in ADDITIONAL ? null : column,
    ),
  }
}

const columnsOf = (row: ImportRow, nameOf: (column: string) => string | null): JsonObject =>
  Object.fromEntries(
    Object.entries(row).flatMap(([column, value]): readonly [string, string][] => {
      const name = nameOf(column)
      const text = presence(value)
      return name === null || text === null ? [] : [[name, text]]
    }),
  )

import type { Actor } from './actor.ts'
import type { CallOrigin } from './call.ts'
import type { Clock, Timestamp } from './clock.ts'
import type { Id, IdSource, OrganizationId } from './id.ts'
import type { JsonObject, JsonValue } from './json.ts'

export type AuditEntryId = Id<'audit_entry'>

/** Who did something, or tried to; `unknown` is somebody whose credential leads to nobody. */
export type AuditActor = Actor | { readonly type: 'unknown' }

/** Something that security asks about: who did what, or was refused it, when, from where, and what became of it. */
export interface AuditEntry {
  readonly id: AuditEntryId
  /** Whose log it is in; `INSTALLATION` where nobody is known. */
  readonly organizationId: OrganizationId
  readonly occurredAt: Timestamp
  readonly actor: AuditActor
  /** `thing.what-happened`, such as `member.role-changed`. */
  readonly action: string
  readonly subject?: AuditSubject | undefined
  readonly outcome: AuditOutcome
  /** Where the call came from, as far as it is known. */
  readonly address?: string | undefined
  readonly userAgent?: string | undefined
  /** What it was like before and after, as far as it changed. Never a secret. */
  readonly before?: JsonObject | undefined
  readonly after?: JsonObject | undefined
}

/** What something was done to. */
export interface AuditSubject {
  readonly type: string
  readonly id: string
}

export type AuditOutcome = 'succeeded' | 'refused'

/** The log of what cannot be told any organization: a credential that leads to nobody. No organization has this id. */
export const INSTALLATION = '00000000-0000-0000-0000-000000000000' as OrganizationId

/** What an entry says of one change, besides when and where. */
export type AuditNews = Pick<
  AuditEntry,
  'organizationId' | 'actor' | 'action' | 'subject' | 'before' | 'after'
> & {
  /** `succeeded` when it is left out. */
  readonly outcome?: AuditOutcome | undefined
}

/** An entry about what happens now. */
export const auditEntryOf = (
  { ids, clock }: { readonly ids: IdSource; readonly clock: Clock },
  news: AuditNews,
  origin: CallOrigin = {},
): AuditEntry => ({
  ...news,
  outcome: news.outcome ?? 'succeeded',
  id: ids.next(),
  occurredAt: clock.now(),
  address: origin.address,
  userAgent: origin.userAgent,
})

/** Characters that each text of an entry may have. */
const TEXT = 500
/** Characters that `before` and `after` may each have, as JSON. */
const STATE = 8_000
/** Values an entry never shows, by what they are called. */
const SECRET = /password|secret|token|digest|hash|credential|recovery|otp/i

/** The entry as it may be kept: with nothing in it that is secret by its name, and no longer than a row may be. */
export const fitAuditEntry = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  action: cut(entry.action, 100),
  ...(entry.subject && { subject: { type: cut(entry.subject.type, 100), id: cut(entry.subject.id, 200) } }),
  address: entry.address === undefined ? undefined : cut(entry.address, 100),
  userAgent: entry.userAgent === undefined ? undefined : cut(entry.userAgent, TEXT),
  before: fitState(entry.before),
  after: fitState(entry.after),
})

const cut = (text: string, length: number): string =>
  // A character of two halves stays whole, and what no database keeps is left out.
  (text.length > length ? `${text.slice(0, length - 1)}…` : text).replaceAll('\0', '').toWellFormed()

const fitState = (state: JsonObject | undefined): JsonObject | undefined => {
  if (state === undefined) return undefined
  const fitted: Record<string, JsonValue> = {}
  let left = STATE
  for (const [name, value] of Object.entries(state)) {
    const fit = fitValue(name, value)
    if (fit === undefined) continue
    left -= name.length + JSON.stringify(fit).length + 4
    if (left < 0) return { ...fitted, cut: true }
    fitted[name] = fit
  }
  return fitted
}

const fitValue = (name: string, value: JsonValue): JsonValue => {
  if (typeof value === 'string') return SECRET.test(name) ? '…' : cut(value, TEXT)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one: JsonValue) => fitValue(name, one))
  return fitState(value as JsonObject) ?? {}
}

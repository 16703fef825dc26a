import { AUDIT_PAGE, type AuditEntry, type AuditQuestion } from '@parlance/core'
import { z } from 'zod'
import { integer } from '../../kernel/index.ts'
import { instantSchema, presentInstant } from '../kernel/index.ts'

export const auditEntrySchema = z
  .object({
    id: z.uuid(),
    organization_id: z.uuid(),
    occurred_at: instantSchema.describe('When it happened'),
    actor: z
      .object({
        type: z
          .enum(['member', 'contact', 'agent_identity', 'api_key', 'system', 'unknown'])
          .describe('What kind of actor it is'),
        id: z.uuid().nullable().describe('Null for the server itself, and for nobody known'),
      })
      .describe('Who did it'),
    action: z.string().describe('What was done, such as `member.role-changed` or `access.refused`'),
    subject: z
      .object({
        type: z.string().describe('What kind of thing it is'),
        id: z.string().describe('Names it among its kind'),
      })
      .nullable()
      .describe('What it was done to; an operation of the API where that was refused'),
    outcome: z.enum(['succeeded', 'refused']).describe('What became of it'),
    address: z.string().nullable().describe('The IP address it came from'),
    user_agent: z.string().nullable().describe('What the software of the caller called itself'),
    before: z.looseObject({}).nullable().describe('What it was like before, as far as it changed'),
    after: z.looseObject({}).nullable().describe('What it was like after, as far as it changed'),
  })
  .meta({ id: 'AuditEntry', description: 'Something that security asks about. It never changes' })

export const auditLogSchema = z
  .object({
    items: z.array(auditEntrySchema).describe('What was found, the newest first'),
    next_cursor: z.string().nullable().describe('Leads to what follows; null at the end'),
  })
  .meta({ id: 'AuditLog', description: 'Part of the audit log' })

/** An entry of the audit log. */
export const presentAuditEntry = (entry: AuditEntry): z.output<typeof auditEntrySchema> => ({
  id: entry.id,
  organization_id: entry.organizationId,
  occurred_at: presentInstant(entry.occurredAt),
  actor: { type: entry.actor.type, id: 'id' in entry.actor ? entry.actor.id : null },
  action: entry.action,
  subject: entry.subject ?? null,
  outcome: entry.outcome,
  address: entry.address ?? null,
  user_agent: entry.userAgent ?? null,
  before: entry.before ?? null,
  after: entry.after ?? null,
})

const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional()

export const auditLogQuerySchema = z.object({
  limit: integer
    .pipe(z.int().min(1).max(AUDIT_PAGE.most).nullish())
    .transform((sent) => sent ?? AUDIT_PAGE.standard)
    .describe(`How many at the most: 1–${AUDIT_PAGE.most}, ${AUDIT_PAGE.standard} when it is left out`),
  cursor: z.string().min(1).max(512).optional().describe('Goes on after an answer: its `next_cursor`'),
  actor_id: z.uuid().optional().describe('What this one did'),
  action: z.string().min(1).max(100).optional().describe('What was done'),
  outcome: z.enum(['succeeded', 'refused']).optional().describe('What became of it'),
  since: moment.describe('At this moment or later, in ISO 8601'),
  until: moment.describe('Before this moment, in ISO 8601'),
})

/** What is asked of the audit log. */
export const toAuditQuestion = ({
  actor_id: actorId,
  ...asked
}: z.output<typeof auditLogQuerySchema>): AuditQuestion => ({ ...asked, actorId })

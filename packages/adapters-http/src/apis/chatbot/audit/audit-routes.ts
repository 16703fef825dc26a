import { auditLogQuerySchema, auditLogSchema, presentAuditEntry, toAuditQuestion } from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { staffDoor } from '../kernel/doors.ts'

const list = route(
  {
    methods: ['get'],
    path: '/api/v1/audit-log',
    operationId: 'listAuditLog',
    summary: 'Who did what, and who was refused it',
    description:
      'For administrators and server keys. The newest first; reading on by the cursor costs the same at any depth.',
    tag: 'Audit log',
    door: staffDoor,
    operation: 'audit:read',
    query: auditLogQuerySchema,
    reply: auditLogSchema,
    errors: ['access/forbidden', 'validation/failed'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.audit.list(caller.principal, toAuditQuestion(query)), ({ entries, nextCursor }) => ({
      items: entries.map(presentAuditEntry),
      next_cursor: nextCursor,
    })),
)

/** What security asks about. */
export const auditRoutes = [list]

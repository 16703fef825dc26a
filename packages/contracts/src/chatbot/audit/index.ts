export {
  auditEntrySchema,
  auditLogQuerySchema,
  auditLogSchema,
  presentAuditEntry,
  toAuditQuestion,
} from './audit-entry.ts'

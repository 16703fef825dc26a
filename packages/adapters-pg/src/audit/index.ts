export { createAuditRecorder, createAuditStore } from './audit-store.ts'

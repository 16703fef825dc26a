import type { Directory } from '../access/index.ts'
import type {
  AuditRecorder,
  AuditSink,
  Clock,
  EventRecorder,
  IdempotencyStore,
  IdSource,
  Secrets,
  UnitOfWork,
} from '../kernel/index.ts'
import type { ContactNoteStore } from './contact-note.ts'
import type { ContactPresence } from './contact-presence.ts'
import type { ContactQueries } from './contact-queries.ts'
import type { ContactStore } from './contact-store.ts'

export interface ContactTransaction {
  readonly contacts: ContactStore
  readonly contactNotes: ContactNoteStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
  readonly idempotency: IdempotencyStore
}

export interface ContactPorts<Tx extends ContactTransaction = ContactTransaction> {
  readonly unitOfWork: UnitOfWork<Tx>
  readonly contactQueries: ContactQueries
  readonly contactPresence: ContactPresence
  readonly directory: Directory
  readonly auditLog: AuditSink
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

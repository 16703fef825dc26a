import type { Clock, IdSource, OrganizationId, RecordedEvent, StoragePorts } from '@parlance/core'
import type { Pool } from 'pg'
import {
  createAgentIdentityQueries,
  createApiKeyQueries,
  createApiKeyUses,
  createDirectory,
  createInstallationKeys,
  createMemberQueries,
  createSignInAttempts,
  createSignInDirectory,
} from './access/index.ts'
import { createReportQueries } from './analytics/index.ts'
import { createAssignmentQueries } from './assignments/index.ts'
import { createAuditStore } from './audit/index.ts'
import { createContactQueries, createContactRuleQueries } from './contacts/index.ts'
import {
  createConnectionQueries,
  createConversationQueries,
  createConversationStore,
  unpackEventData,
} from './conversations/index.ts'
import { createFileQueries } from './files/index.ts'
import { createSupportQueries } from './helpdesk/index.ts'
import { createInboxQueries } from './inboxes/index.ts'
import { createDatabase } from './kernel/database.ts'
import { createEarlyStatistics } from './kernel/early-statistics.ts'
import { createEventLog } from './kernel/event-log.ts'
import type { GroupLimits } from './kernel/group-commit.ts'
import { createHousekeeping } from './kernel/housekeeping.ts'
import { createRecentEvents } from './kernel/recent-events.ts'
import { createRecordedSignal } from './kernel/recorded-signal.ts'
import { createWakeUp } from './kernel/wake-up.ts'
import { createLineQueries, createMessageQueries, createSurveyQueries } from './messages/index.ts'
import { createListenerQueries, createPresenceStore } from './presence/index.ts'
import { createReadyCheck, type Readiness } from './ready.ts'
import { createInvitationQueries, createTeamQueries } from './teams/index.ts'
import { createUnitOfWork } from './unit-of-work.ts'
import { createDeliveryStore, createWebhookQueries } from './webhooks/index.ts'
import { createCannedResponseQueries, createTagQueries } from './workspace/index.ts'

export interface PgStorageOptions {
  /** From `openPool` or `openEmbedded`; it stays the caller's to close, after the storage. */
  readonly pool: Pool
  readonly ids: IdSource
  /** Tells when an idempotency key was taken; the computer's clock when left out. */
  readonly clock?: Clock
  /** True: tells other processes on the same server of new events, and hears of theirs. Not for the embedded database. */
  readonly notify?: boolean
  /** Told of what went wrong where no caller waits; such things are survived. */
  readonly onError?: (error: unknown) => void
  /** Commands of an organization that are written together, and that may wait: 128 and 10,000 when left out. */
  readonly limits?: Partial<GroupLimits>
}

/** All storage ports on one database. */
export interface PgStorage extends StoragePorts {
  /** Whether the database answers and has the schema that this program needs. Never rejects. */
  readonly ready: () => Promise<Readiness>
  /** Waits until everything that was taken on is written, and stops listening. The pool stays open. */
  readonly close: () => Promise<void>
}

/** Some five kilobytes each, most of it shared between them. */
const RECENT_EVENTS = 2_000

/** Puts the storage ports on a database whose schema is up to date; see `migrateToLatest`. */
export const createPgStorage = (options: PgStorageOptions): PgStorage => {
  const { pool, ids, clock = { now: Date.now }, notify = false, onError = () => undefined } = options
  const limits: GroupLimits = { batch: 128, queue: 10_000, ...options.limits }
  const db = createDatabase(pool)
  const signal = createRecordedSignal(onError)
  const wakeUp = notify ? createWakeUp({ pool, heard: signal.tell, onError }) : null
  const statistics = createEarlyStatistics(pool, onError)
  const recent = createRecentEvents(RECENT_EVENTS)
  const onRecorded = (organizationId: OrganizationId, events: readonly RecordedEvent[] = []) => {
    recent.remember(events)
    statistics.recorded()
    signal.tell(organizationId)
    wakeUp?.announce(organizationId)
  }
  const conversationStore = createConversationStore({ db, pool, ids, limits, onRecorded })
  return {
    unitOfWork: createUnitOfWork({ db, clock, onRecorded }),
    conversationStore,
    directory: createDirectory({ db, pool }),
    apiKeyQueries: createApiKeyQueries(db),
    apiKeyUses: createApiKeyUses(db),
    signInDirectory: createSignInDirectory({ db, pool }),
    signInAttempts: createSignInAttempts(db),
    installationKeys: createInstallationKeys(db),
    memberQueries: createMemberQueries(db),
    agentIdentityQueries: createAgentIdentityQueries(db),
    teamQueries: createTeamQueries(db),
    invitationQueries: createInvitationQueries(db),
    tagQueries: createTagQueries(db),
    cannedResponseQueries: createCannedResponseQueries(db),
    inboxQueries: createInboxQueries(db),
    contactQueries: createContactQueries(db),
    contactRuleQueries: createContactRuleQueries(db),
    conversationQueries: createConversationQueries({ db, pool }),
    connectionQueries: createConnectionQueries(db),
    messageQueries: createMessageQueries(db),
    lineQueries: createLineQueries(db),
    surveyQueries: createSurveyQueries(db),
    assignmentQueries: createAssignmentQueries({ db, pool }),
    fileQueries: createFileQueries(db),
    webhookQueries: createWebhookQueries({ db, pool }),
    reportQueries: createReportQueries(db),
    supportQueries: createSupportQueries({ db }),
    listenerQueries: createListenerQueries(db),
    auditStore: createAuditStore(db),
    presenceStore: createPresenceStore(db),
    eventLog: createEventLog({ db, pool, signal, unpack: unpackEventData, recent }),
    deliveryStore: createDeliveryStore(db),
    housekeeping: createHousekeeping(db),
    ready: createReadyCheck(pool),
    close: async () => {
      await conversationStore.idle()
      await statistics.settled()
      await wakeUp?.close()
    },
  }
}

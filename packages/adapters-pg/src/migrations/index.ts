import type { Migration } from 'kysely/migration'
import * as kernel from './0001-kernel.ts'
import * as people from './0002-people.ts'
import * as conversations from './0003-conversations.ts'
import * as webhooks from './0004-webhooks.ts'
import * as conversationWrites from './0005-conversation-writes.ts'
import * as reads from './0006-reads.ts'
import * as contacts from './0007-contacts.ts'
import * as attachments from './0008-attachments.ts'
import * as messageRules from './0009-message-rules.ts'
import * as teams from './0010-teams.ts'
import * as peopleAndBots from './0011-people-and-bots.ts'
import * as analytics from './0012-analytics.ts'
import * as signingIn from './0013-signing-in.ts'
import * as apiKeys from './0014-api-keys.ts'
import * as support from './0015-support.ts'
import * as auditAndInvitations from './0016-audit-and-invitations.ts'
import * as wall from './0017-wall.ts'
import * as connections from './0018-connections.ts'
import * as contactRules from './0019-contact-rules.ts'
import * as identities from './0020-identities.ts'
import * as rateLimits from './0021-rate-limits.ts'
import * as knownStates from './0022-known-states.ts'

/** Every migration by its name, which is its place in the order. One that was released never changes. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-kernel': kernel,
  '0002-people': people,
  '0003-conversations': conversations,
  '0004-webhooks': webhooks,
  '0005-conversation-writes': conversationWrites,
  '0006-reads': reads,
  '0007-contacts': contacts,
  '0008-attachments': attachments,
  '0009-message-rules': messageRules,
  '0010-teams': teams,
  '0011-people-and-bots': peopleAndBots,
  '0012-analytics': analytics,
  '0013-signing-in': signingIn,
  '0014-api-keys': apiKeys,
  '0015-support': support,
  '0016-audit-and-invitations': auditAndInvitations,
  '0017-wall': wall,
  '0018-connections': connections,
  '0019-contact-rules': contactRules,
  '0020-identities': identities,
  '0021-rate-limits': rateLimits,
  '0022-known-states': knownStates,
}

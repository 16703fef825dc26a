import { describe, expect, it } from '@jest/globals'
import { aMember, anAgentIdentity, anApiKey, asPrincipal, fixtureId } from '../../testing/index.ts'
import { type Operation, PERMISSIONS, permit, seesInbox, visibleInboxes } from './permissions.ts'
import type { Principal } from './principal.ts'

const organizationId = fixtureId<'organization'>(1)
const callers: Readonly<Record<string, Principal>> = {
  owner: asPrincipal(aMember({ role: 'owner' })),
  administrator: asPrincipal(aMember({ role: 'administrator' })),
  agent: asPrincipal(aMember()),
  contact_point: { type: 'contact_point', organizationId, inboxId: fixtureId(21), sourceId: 'source-1' },
  agent_identity: { type: 'agent_identity', organizationId, agentIdentity: anAgentIdentity() },
  server_key: { type: 'server_key', organizationId, key: anApiKey() },
  client_key: { type: 'client_key', organizationId, key: anApiKey({ kind: 'client' }) },
  system: { type: 'system', organizationId },
}

const allowed = (caller: string): readonly string[] =>
  (Object.keys(PERMISSIONS) as Operation[]).filter(
    (operation) => permit(callers[caller] as Principal, operation).ok,
  )

describe('who may do what', () => {
  it('is this, for an agent', () => {
    expect(allowed('agent')).toEqual([
      'profile:read',
      'profile:write',
      'members:read',
      'agent-identities:read',
      'teams:read',
      'inboxes:read',
      'inbox-members:read',
      'contacts:read',
      'contacts:write',
      'contact-points:write',
      'conversations:read',
      'conversations:start',
      'conversations:change-status',
      'conversations:prioritize',
      'conversations:change-attributes',
      'conversations:tag',
      'conversations:type',
      'conversations:see',
      'conversations:mute',
      'conversations:send-transcript',
      'participants:read',
      'participants:write',
      'drafts:read',
      'drafts:write',
      'assignments:write',
      'lines:read',
      'messages:read',
      'messages:write',
      'messages:note',
      'files:write',
      'messages:change',
      'tags:read',
      'canned-responses:read',
      'canned-responses:write',
    ])
  })

  it('is everything for an owner, and for an administrator all but who is one', () => {
    expect(allowed('owner')).toEqual(Object.keys(PERMISSIONS))
    expect(allowed('administrator')).toEqual(
      Object.keys(PERMISSIONS).filter((operation) => operation !== 'owners:write'),
    )
  })

  it('is this, for a contact', () => {
    expect(allowed('contact_point')).toEqual([
      'contact-points:write',
      'conversations:read',
      'conversations:start',
      'conversations:change-status',
      'conversations:type',
      'conversations:see',
      'messages:read',
      'messages:write',
    ])
  })

  it('is this, for an agent identity', () => {
    expect(allowed('agent_identity')).toEqual([
      'agent-identities:read',
      'agent-identities:change',
      'contact-rules:read',
      'contact-rules:create',
      'conversations:read',
      'conversations:start',
      'conversations:change-status',
      'conversations:prioritize',
      'conversations:change-attributes',
      'conversations:tag',
      'conversations:type',
      'connections:read',
      'connections:act',
      'assignments:write',
      'lines:read',
      'messages:write',
      'messages:note',
      'files:write',
      'subscriptions:read',
      'subscriptions:write',
    ])
  })

  it('is everything for a backend, except what is about a person', () => {
    const personal = allowed('administrator').filter(
      (operation) => !allowed('server_key').includes(operation),
    )
    expect(personal).toEqual([
      'profile:read',
      'profile:write',
      'conversations:see',
      'drafts:read',
      'drafts:write',
    ])
    expect(
      allowed('server_key').filter((operation) => !allowed('administrator').includes(operation)),
    ).toEqual([])
  })

  it('is this, for a page with a key that may be public', () => {
    expect(allowed('client_key')).toEqual([
      'conversations:read',
      'conversations:start',
      'messages:read',
      'messages:write',
    ])
  })

  it('names what was refused', () => {
    expect(permit(asPrincipal(), 'webhooks:write')).toEqual({
      ok: false,
      error: { code: 'access/forbidden', operation: 'webhooks:write' },
    })
  })
})

describe('which inboxes a member sees', () => {
  const mine = fixtureId<'inbox'>(21)

  it('are its own, for an agent', () => {
    const agent = asPrincipal(aMember(), [mine])
    expect(visibleInboxes(agent)).toEqual([mine])
    expect([seesInbox(agent, mine), seesInbox(agent, fixtureId(22))]).toEqual([true, false])
  })

  it('are all, for an administrator', () => {
    const administrator = asPrincipal(aMember({ role: 'administrator' }))
    expect(visibleInboxes(administrator)).toBeNull()
    expect(seesInbox(administrator, mine)).toBe(true)
  })
})

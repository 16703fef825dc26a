import { describe, expect, it } from '@jest/globals'
import { aContact, aConversationState, anApiKey, fixtureId } from '../../testing/index.ts'
import type { ClientKeyPrincipal, ServerKeyPrincipal } from '../access/index.ts'
import { actorIn, permitOn } from './conversation-access.ts'

const organizationId = fixtureId<'organization'>(1)
const state = aConversationState({ contact: aContact({ email: 'ada@people.test' }) })
const backend: ServerKeyPrincipal = { type: 'server_key', organizationId, key: anApiKey() }
const page = (requesterEmail?: string): ClientKeyPrincipal => ({
  type: 'client_key',
  organizationId,
  key: anApiKey({ kind: 'client' }),
  ...(requesterEmail !== undefined && { requesterEmail }),
})

const NOT_FOUND = { ok: false, error: { code: 'conversation/not-found' } }

describe('a conversation', () => {
  it('is open to a backend of the organization, as to an administrator', () => {
    for (const operation of [
      'conversations:read',
      'messages:write',
      'messages:note',
      'conversations:remove',
    ] as const)
      expect(permitOn(state, backend, operation).ok).toBe(true)
  })

  it('is open to a page that speaks for its contact, as far as a page may', () => {
    const own = page('ada@people.test')
    expect(permitOn(state, own, 'conversations:read').ok).toBe(true)
    expect(permitOn(state, own, 'messages:write').ok).toBe(true)
    for (const operation of ['messages:note', 'conversations:change-status', 'assignments:write'] as const)
      expect(permitOn(state, own, operation)).toMatchObject({ error: { code: 'access/forbidden' } })
  })

  it('is not there for a page that speaks for somebody else, or for nobody', () => {
    for (const principal of [page('bob@people.test'), page(), page('')])
      expect(permitOn(state, principal, 'conversations:read')).toEqual(NOT_FOUND)
    const nameless = aConversationState({ contact: aContact({ email: null }) })
    for (const principal of [page(), page('')])
      expect(permitOn(nameless, principal, 'conversations:read')).toEqual(NOT_FOUND)
  })

  it('remembers the key that did something in it', () => {
    const { key } = backend
    expect(actorIn(state, backend)).toEqual({ type: 'api_key', id: key.id })
  })
})

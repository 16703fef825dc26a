import type { AgentIdentityId, NewAgentIdentity, OrganizationId } from '../../src/index.ts'
import { madeFact } from '../conversations/facts.ts'
import { recordIn } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { anAgentIdentity } from './access.fixtures.ts'

const draftOf = ({ world }: Given, organizationId: OrganizationId): NewAgentIdentity => {
  const { number: _number, ...draft } = anAgentIdentity()
  const now = world.clock.now()
  const id = world.ids.next<'agent_identity'>()
  return { ...draft, id, handle: `helper-${id}`, organizationId, createdAt: now, updatedAt: now }
}

const credentialOf = ({ world }: Given, { id, organizationId }: NewAgentIdentity, token: string) => ({
  organizationId,
  kind: 'agent_identity' as const,
  digest: world.secrets.digest(token),
  memberId: null,
  agentIdentityId: id,
  createdAt: world.clock.now(),
})

/** An agent identity that calls in with its own id. */
const kept = async (
  given: Given,
  organizationId: OrganizationId,
  draft: NewAgentIdentity = draftOf(given, organizationId),
) => succeeded(await keep(given, draft))

const keep = (given: Given, draft: NewAgentIdentity) => {
  const credentials = [credentialOf(given, draft, draft.id)]
  return inWork(given, draft.organizationId, (tx) =>
    tx.agentIdentities.insert(draft, { signingSecret: `secret ${draft.id}`, credentials }),
  )
}

const identify = (given: Given, token: string) =>
  given.storage.directory.identify(given.world.secrets.digest(token))

/** What every `AgentIdentityStore` and every `AgentIdentityQueries` promise. */
export const agentIdentityContract = contractOf('AgentIdentityStore', {
  'keeps and numbers an agent identity, and what it calls in with leads to it': async (given) => {
    const { organization } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    const { agentIdentityQueries: queries } = given.storage
    given.expect(identity.number).toBeGreaterThan(0)
    given.expect(await queries.list(organization.id)).toEqual([identity])
    given.expect(await queries.find(organization.id, identity.id)).toEqual(identity)
    given.expect(await queries.findByNumber(organization.id, identity.number)).toEqual(identity)
    given
      .expect(await identify(given, identity.id))
      .toEqual({ kind: 'agent_identity', organization, member: null, agentIdentity: identity })
    given.expect(await inWork(given, organization.id, (tx) => tx.agentIdentities.count())).toBe(1)
  },

  'tells the secrets apart from the identities': async (given) => {
    const { organization } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    const { agentIdentityQueries: queries } = given.storage
    const nobody = given.world.ids.next<'agent_identity'>()
    const secrets = (ids: readonly AgentIdentityId[]) => queries.signingSecrets(organization.id, ids)
    given
      .expect([...(await secrets([identity.id, nobody]))])
      .toEqual([[identity.id, `secret ${identity.id}`]])
    given.expect([...(await secrets([]))]).toEqual([])
    const found = await inWork(given, organization.id, async (tx) => {
      await tx.agentIdentities.setSigningSecret(identity.id, 'another')
      return tx.agentIdentities.signingSecret(identity.id)
    })
    given.expect(found).toBe('another')
  },

  'changes everything but the number': async (given) => {
    const { organization, inbox } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    const changed = {
      ...identity,
      handle: `other-${identity.id}`,
      displayName: null,
      name: `other-${identity.id}`,
      description: null,
      outgoingUrl: null,
      imessageEnabled: true,
      imessageFilterMode: 'whitelist' as const,
      inboxId: inbox.id,
      updatedAt: identity.updatedAt + 1,
    }
    await inWork(given, organization.id, (tx) => tx.agentIdentities.update({ ...changed, number: 999 }))
    const found = await inWork(given, organization.id, (tx) =>
      tx.agentIdentities.findByNumber(identity.number),
    )
    given.expect(found).toEqual(changed)
    const ofInbox = await inWork(given, organization.id, (tx) => tx.agentIdentities.findByInbox(inbox.id))
    given.expect(ofInbox).toEqual(changed)
  },

  'finds it by its handle, wherever it belongs to': async (given) => {
    const { organization } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    const { agentIdentityQueries: queries, directory } = given.storage
    given.expect(await directory.agentIdentityByHandle(identity.handle)).toEqual(identity)
    given.expect(await queries.findByHandle(organization.id, identity.handle)).toEqual(identity)
    const found = await inWork(given, organization.id, async (tx) => [
      await tx.agentIdentities.find(identity.id),
      await tx.agentIdentities.findByHandle(identity.handle),
    ])
    given.expect(found).toEqual([identity, identity])
    given.expect(await directory.agentIdentityByHandle(`nobody-${identity.id}`)).toBeNull()
  },

  'refuses a handle that is in use anywhere, and frees the one that is left': async (given) => {
    const [mine, other] = [await seedOrganization(given), await seedOrganization(given)]
    const { handle, ...identity } = await kept(given, mine.organization.id)
    const taken = { ok: false, error: { code: 'agent-identity/handle-taken', handle } }
    const draft = draftOf(given, other.organization.id)
    given.expect(await keep(given, { ...draft, handle })).toEqual(taken)
    const theirs = await kept(given, other.organization.id, draft)
    const rename = () =>
      inWork(given, other.organization.id, (tx) => tx.agentIdentities.update({ ...theirs, handle }))
    given.expect(await rename()).toEqual(taken)
    const { directory } = given.storage
    given.expect((await directory.agentIdentityByHandle(theirs.handle))?.id).toBe(theirs.id)
    await inWork(given, mine.organization.id, (tx) =>
      tx.agentIdentities.update({ ...identity, handle: `left-${identity.id}` }),
    )
    given.expect(await rename()).toEqual({ ok: true, value: null })
    given.expect((await directory.agentIdentityByHandle(handle))?.id).toBe(theirs.id)
  },

  'gives one of two that want a handle at the same moment the handle': async (given) => {
    const { organization } = await seedOrganization(given)
    const drafts = [draftOf(given, organization.id), draftOf(given, organization.id)] as const
    const { handle } = drafts[0]
    const made = await Promise.all(drafts.map((draft) => keep(given, { ...draft, handle })))
    given.expect(made.filter(({ ok }) => ok).length).toBe(1)
  },

  'keeps what signs its webhooks on the messaging channel': async (given) => {
    const { organization } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    const { agentIdentityQueries: queries } = given.storage
    given.expect([...(await queries.signingKeys(organization.id, [identity.id]))]).toEqual([])
    const key = { key: 'a key', createdAt: given.world.clock.now() }
    const found = await inWork(given, organization.id, async (tx) => {
      const before = await tx.agentIdentities.signingKey(identity.id)
      await tx.agentIdentities.setSigningKey(identity.id, key)
      return [before, await tx.agentIdentities.signingKey(identity.id)]
    })
    given.expect(found).toEqual([null, key])
    given
      .expect([...(await queries.signingKeys(organization.id, [identity.id]))])
      .toEqual([[identity.id, key]])
  },

  'replaces what it calls in with': async (given) => {
    const { organization } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    await inWork(given, organization.id, (tx) =>
      tx.agentIdentities.replaceCredentials(identity.id, [
        credentialOf(given, identity, `new ${identity.id}`),
      ]),
    )
    given.expect(await identify(given, identity.id)).toBeNull()
    given.expect((await identify(given, `new ${identity.id}`))?.agentIdentity).toEqual(identity)
  },

  'removes it, and conversations go on naming it': async (given) => {
    const { organization, inbox, conversation, owner } = await seedOrganization(given)
    const identity = await kept(given, organization.id)
    const holder = { type: 'agent_identity', id: identity.id } as const
    await recordIn(given, conversation.conversation, (state) => {
      const made = madeFact(given, state.conversation, owner)
      const assignment = { ...made.assignment, holder }
      return [{ ...made, assignee: null, agentIdentity: identity, assignment }]
    })
    await inWork(given, organization.id, async (tx) => {
      await tx.inboxes.update({ ...inbox, agentIdentityId: identity.id })
      await tx.agentIdentities.remove(identity.id, given.world.clock.now())
    })
    const { agentIdentityQueries: queries, inboxQueries, conversationQueries } = given.storage
    given.expect(await queries.list(organization.id)).toEqual([])
    given.expect(await queries.find(organization.id, identity.id)).toBeNull()
    given.expect(await queries.findByNumber(organization.id, identity.number)).toBeNull()
    given.expect(await given.storage.directory.agentIdentityByHandle(identity.handle)).toBeNull()
    given.expect(await identify(given, identity.id)).toBeNull()
    given.expect((await inboxQueries.find(organization.id, inbox.id))?.agentIdentityId).toBeNull()
    const state = await conversationQueries.find(organization.id, conversation.conversation)
    given.expect(state?.agentIdentity).toEqual(identity)
    given.expect(state?.assignee).toBeNull()
  },

  'shows nothing of another organization': async (given) => {
    const [mine, other] = [await seedOrganization(given), await seedOrganization(given)]
    const identity = await kept(given, mine.organization.id)
    const { id } = other.organization
    const { agentIdentityQueries: queries } = given.storage
    given.expect(await queries.list(id)).toEqual([])
    given.expect(await queries.find(id, identity.id)).toBeNull()
    given.expect(await queries.findByNumber(id, identity.number)).toBeNull()
    given.expect(await queries.findByHandle(id, identity.handle)).toBeNull()
    given.expect([...(await queries.signingSecrets(id, [identity.id]))]).toEqual([])
    given.expect([...(await queries.signingKeys(id, [identity.id]))]).toEqual([])
  },
})

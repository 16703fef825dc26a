import type { CannedResponse, NewCannedResponse, NewTag, OrganizationId, Tag } from '../../src/index.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'

const newTag = (
  { world }: Given,
  organizationId: OrganizationId,
  title: string,
  overrides: Partial<NewTag> = {},
): NewTag => ({
  id: world.ids.next(),
  organizationId,
  title,
  description: null,
  color: '#1f93ff',
  showOnSidebar: null,
  createdAt: world.clock.now(),
  updatedAt: world.clock.now(),
  ...overrides,
})

const addTag = (given: Given, tag: NewTag): Promise<Tag> =>
  inWork(given, tag.organizationId, async (tx) => {
    const kept = await tx.tags.insert(tag)
    if (!kept) throw new Error('The title is taken')
    return kept
  })

const newResponse = (
  { world }: Given,
  organizationId: OrganizationId,
  shortCode: string,
  content: string,
): NewCannedResponse => ({
  id: world.ids.next(),
  organizationId,
  shortCode,
  content,
  createdAt: world.clock.now(),
  updatedAt: world.clock.now(),
})

const addResponse = (given: Given, response: NewCannedResponse): Promise<CannedResponse> =>
  inWork(given, response.organizationId, async (tx) => {
    const kept = await tx.cannedResponses.insert(response)
    if (!kept) throw new Error('The short code is taken')
    return kept
  })

/** What the stores and queries of what members work with promise. */
export const workspaceContract = contractOf('workspace', {
  'keeps, numbers, changes, lists and removes tags': async (given) => {
    const { organization } = await seedOrganization(given)
    const { tagQueries } = given.storage
    const second = await addTag(given, newTag(given, organization.id, 'vip', { showOnSidebar: true }))
    const first = await addTag(given, newTag(given, organization.id, 'billing', { description: 'money' }))
    given.expect(await tagQueries.list(organization.id)).toEqual([first, second])
    const changed: Tag = { ...first, title: 'zebra', color: '#000', showOnSidebar: false, updatedAt: 5 }
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.tags.count()).toBe(2)
      given.expect(await tx.tags.insert(newTag(given, organization.id, 'vip'))).toBeNull()
      given.expect(await tx.tags.update({ ...first, title: 'vip' })).toBe(false)
      given.expect(await tx.tags.update(changed)).toBe(true)
      given.expect(await tx.tags.findByNumber(first.number)).toEqual(changed)
    })
    given.expect(await tagQueries.findByNumber(organization.id, first.number)).toEqual(changed)
    await inWork(given, organization.id, (tx) => tx.tags.remove(second.id))
    given.expect(await tagQueries.list(organization.id)).toEqual([changed])
    const other = await seedOrganization(given)
    given.expect(await tagQueries.list(other.organization.id)).toEqual([])
  },

  'keeps, numbers, changes and removes canned responses': async (given) => {
    const { organization } = await seedOrganization(given)
    const { cannedResponseQueries } = given.storage
    const response = await addResponse(given, newResponse(given, organization.id, 'hi', 'Hello'))
    const other = await addResponse(given, newResponse(given, organization.id, 'bye', 'So long'))
    const changed = { ...response, shortCode: 'hey', content: 'Hey', updatedAt: 5 }
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.cannedResponses.count()).toBe(2)
      const again = newResponse(given, organization.id, 'bye', 'again')
      given.expect(await tx.cannedResponses.insert(again)).toBeNull()
      given.expect(await tx.cannedResponses.update({ ...response, shortCode: 'bye' })).toBe(false)
      given.expect(await tx.cannedResponses.update(changed)).toBe(true)
      given.expect(await tx.cannedResponses.findByNumber(response.number)).toEqual(changed)
    })
    given.expect(await cannedResponseQueries.list(organization.id, null)).toEqual([other, changed])
    await inWork(given, organization.id, (tx) => tx.cannedResponses.remove(other.id))
    given.expect(await cannedResponseQueries.list(organization.id, null)).toEqual([changed])
  },

  'finds canned responses, those first whose short code begins with what is sought': async (given) => {
    const { organization } = await seedOrganization(given)
    const texts = { 'z-Pay': 'a', 'b-pay': 'b', none: 'how to PAY', payment: 'd', 'e%': '100 percent' }
    for (const [code, content] of Object.entries(texts))
      await addResponse(given, newResponse(given, organization.id, code, content))
    const found = async (search: string) => {
      const list = await given.storage.cannedResponseQueries.list(organization.id, search)
      return list.map(({ shortCode }) => shortCode)
    }
    given.expect(await found('pay')).toEqual(['payment', 'b-pay', 'z-Pay', 'none'])
    given.expect(await found('%')).toEqual(['e%'])
    given.expect(await found('nowhere')).toEqual([])
  },
})

import { describe, expect, it } from '@jest/globals'
import type { ConversationId, MessageId, OrganizationId } from '@parlance/core'
import { createLoopbackGateway, KEPT } from './loopback-gateway.ts'

const to = (organization: string) => ({
  organizationId: organization as OrganizationId,
  line: '+15550000002',
  remoteNumber: '+15557770001',
  conversationId: 'c' as ConversationId,
})

const message = (organization: string, id: string) => ({
  ...to(organization),
  messageId: id as MessageId,
  text: 'Hello',
  mediaUrls: [],
  sendStyle: null,
})

const openLoopback = () => createLoopbackGateway({ now: () => 5 })

describe('the loopback', () => {
  it('takes everything, and gives it an id', async () => {
    const { gateway, carried } = openLoopback()
    const sent = await gateway.send(message('a', 'm'))
    expect(sent).toMatchObject({ ok: true, value: { externalId: expect.stringMatching(/^loopback-/) } })
    await gateway.typing({ ...to('a'), seq: 3 })
    await gateway.readReceipt(to('a'))
    expect(carried(null)).toMatchObject([
      { at: 5, externalId: sent.ok && sent.value.externalId, body: { kind: 'message', text: 'Hello' } },
      { body: { kind: 'typing' } },
      { body: { kind: 'read_receipt' } },
    ])
  })

  it('sends the same message once', async () => {
    const { gateway, carried } = openLoopback()
    const first = await gateway.send(message('a', 'm'))
    expect(await gateway.send(message('a', 'm'))).toEqual(first)
    expect(carried(null)).toHaveLength(1)
  })

  it('shows an organization what is its own', async () => {
    const { gateway, carried } = openLoopback()
    await gateway.send(message('a', 'm'))
    await gateway.send(message('b', 'n'))
    expect(carried('b' as OrganizationId)).toMatchObject([{ body: { message_id: 'n' } }])
    expect(JSON.stringify(carried(null))).not.toContain('organization')
  })

  it('keeps the newest', async () => {
    const { gateway, carried } = openLoopback()
    for (let at = 0; at <= KEPT; at += 1) await gateway.send(message('a', `m-${at}`))
    const kept = carried(null)
    expect(kept).toHaveLength(KEPT)
    expect(kept[0]?.body['message_id']).toBe('m-1')
  })
})

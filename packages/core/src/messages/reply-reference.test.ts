import { describe, expect, it } from '@jest/globals'
import { aSentMessage } from '../../testing/index.ts'
import { referenceIn, withReference } from './reply-reference.ts'

describe('the message that a reply names', () => {
  it.each([
    [{}, undefined],
    [{ in_reply_to: 7 }, { number: 7 }],
    [{ in_reply_to: '7' }, { number: 7 }],
    [{ in_reply_to: 'seven' }, undefined],
    [{ in_reply_to: null, in_reply_to_external_id: 'wa:1' }, { sourceId: 'wa:1' }],
    [{ in_reply_to: '', in_reply_to_external_id: 'wa:1' }, { sourceId: 'wa:1' }],
    [{ in_reply_to: 7, in_reply_to_external_id: 'wa:1' }, { number: 7 }],
    [{ in_reply_to_external_id: '' }, undefined],
    [{ in_reply_to_external_id: 7 }, undefined],
  ])('in %j is %j', (attributes, key) => {
    expect(referenceIn(attributes)).toEqual(key)
  })

  it('is named in both ways when it is known', () => {
    const about = aSentMessage({ number: 7, sourceId: 'wa:1' })
    const both = { color: 'red', in_reply_to: 7, in_reply_to_external_id: 'wa:1' }
    expect(withReference({ color: 'red', in_reply_to: '7' }, about)).toEqual(both)
    expect(withReference({ color: 'red', in_reply_to_external_id: 'wa:1' }, about)).toEqual(both)
  })

  it('is named in neither way when it is not', () => {
    const neither = { in_reply_to: null, in_reply_to_external_id: null }
    expect(withReference({ in_reply_to: 7 }, null)).toEqual(neither)
    expect(withReference({ in_reply_to_external_id: 'wa:1' }, null)).toEqual(neither)
  })

  it('is not made up where none is named', () => {
    expect(withReference({ color: 'red' }, null)).toEqual({ color: 'red' })
  })
})

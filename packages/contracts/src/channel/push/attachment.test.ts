import { describe, expect, it } from '@jest/globals'
import { type Attachment, fileAttachment } from '@parlance/core'
import { aMessage, aStoredFile } from '@parlance/core/testing'
import { z } from 'zod'
import { attachmentsSchema, presentAttachments } from './attachment.ts'
import { completeFileUrls, fileUrl } from './file-url.ts'

const present = (...attachments: readonly Attachment[]) => {
  const shown = presentAttachments(aMessage({ number: 7, attachments }), 3)
  return z.object({ attachments: attachmentsSchema.optional() }).parse(shown).attachments
}

describe('attachments', () => {
  it.each([
    ['image/png', 'image'],
    ['image/webp', 'image'],
    ['image/svg+xml', 'file'],
    ['image/tiff', 'file'],
    ['image/heic', 'file'],
    ['video/mp4', 'video'],
    ['video/quicktime', 'video'],
    ['video/x-msvideo', 'file'],
    ['audio/ogg', 'audio'],
    ['audio/mpeg', 'audio'],
    ['application/pdf', 'file'],
  ])('of %s are shown as %s', (contentType, file_type) => {
    expect(present(fileAttachment(aStoredFile({ contentType })))).toMatchObject([{ file_type }])
  })

  it('are numbered by their message and their place in it', () => {
    const file = fileAttachment(aStoredFile())
    expect(
      present(file, file)?.map(({ id, message_id, account_id }) => [id, message_id, account_id]),
    ).toEqual([
      [112, 7, 3],
      [113, 7, 3],
    ])
  })

  it('that are no files tell what they are', () => {
    expect(
      present(
        { kind: 'location', latitude: 52.5, longitude: 13.4, title: 'Here', url: null },
        { kind: 'contact', title: '+4930123456', details: { first_name: 'Ann' } },
        { kind: 'fallback', title: 'A story', url: 'https://acme.test/story' },
      ),
    ).toMatchObject([
      { file_type: 'location', coordinates_lat: 52.5, coordinates_long: 13.4, fallback_title: 'Here' },
      { file_type: 'contact', fallback_title: '+4930123456', meta: { first_name: 'Ann' } },
      { file_type: 'fallback', fallback_title: 'A story', data_url: 'https://acme.test/story' },
    ])
  })

  it('are not named where there are none', () => {
    expect(presentAttachments(aMessage(), 3)).toEqual({})
    expect(presentAttachments(aMessage({ attachments: [] }), 3)).toEqual({})
  })
})

describe('addresses of files', () => {
  const server = 'https://chat.acme.test'

  it('are completed where an object tells one', () => {
    const data_url = fileUrl(aStoredFile({ address: '3-abc', name: 'a "b"$1.png' }))
    const json = JSON.stringify({ data_url, attachments: [{ thumb_url: '/blobs/3-abc/thumbnail/x' }] })
    expect(JSON.parse(completeFileUrls(json, server))).toEqual({
      data_url: `${server}/blobs/3-abc/a%20%22b%22%241.png`,
      attachments: [{ thumb_url: `${server}/blobs/3-abc/thumbnail/x` }],
    })
  })

  it('are left alone in what people say', () => {
    const said = {
      content: '/blobs/x "data_url":"/blobs/y"',
      data_url: '',
      avatar_url: 'https://acme.test/blobs/z',
    }
    expect(JSON.parse(completeFileUrls(JSON.stringify(said), server))).toEqual(said)
  })
})

import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { createFileInspector } from './inspect-file.ts'

const inspect = createFileInspector()

const sent = (content: Uint8Array | string, name = 'a.bin') => {
  const bytes = Buffer.from(content)
  return {
    name,
    size: bytes.length,
    // In small portions, as they come from a network.
    read: async function* () {
      for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000)
    },
  }
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 100, b: 50 } } })

const NOTHING_MORE = { width: null, height: null, thumbnail: null }

describe('what is in a file', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'is a picture, for %s, with a small one of it',
    async (format) => {
      const content = await picture(800, 400).toFormat(format).toBuffer()
      const found = await inspect(sent(content, 'not-a-picture.txt'))
      expect(found).toMatchObject({ contentType: `image/${format}`, width: 800, height: 400 })
      expect(found.thumbnail?.contentType).toBe('image/webp')
      const small = await sharp(found.thumbnail?.content).metadata()
      expect(small).toMatchObject({ format: 'webp', width: 250, height: 125 })
    },
  )

  it('is a picture the way it is looked at', async () => {
    const content = await picture(80, 40).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const found = await inspect(sent(content))
    expect(found).toMatchObject({ width: 40, height: 80 })
    expect(await sharp(found.thumbnail?.content).metadata()).toMatchObject({ width: 40, height: 80 })
  })

  it('is a picture although it moves', async () => {
    const frames = await sharp(
      [await picture(60, 30).png().toBuffer(), await picture(60, 30).negate().png().toBuffer()],
      { join: { animated: true } },
    )
      .gif()
      .toBuffer()
    expect(await inspect(sent(frames))).toMatchObject({ contentType: 'image/gif', width: 60, height: 30 })
  })

  it('is nothing known when it only begins like a picture', async () => {
    const content = await picture(800, 400).png().toBuffer()
    const broken = Buffer.concat([content.subarray(0, 16), Buffer.alloc(100, 7)])
    expect(await inspect(sent(broken))).toEqual({ contentType: 'application/octet-stream', ...NOTHING_MORE })
  })

  it('is a picture without a small one when it is cut off', async () => {
    const content = await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
        background: '#000',
      },
    })
      .png()
      .toBuffer()
    const found = await inspect(sent(content.subarray(0, content.length / 2)))
    expect(found).toEqual({ contentType: 'image/png', width: 400, height: 400, thumbnail: null })
  })

  it('is a picture that is not opened when it says that it is gigantic', async () => {
    const content = Buffer.from(await picture(8, 8).png().toBuffer())
    content.writeUInt32BE(60_000, 16)
    content.writeUInt32BE(60_000, 20)
    const found = await inspect(sent(content))
    expect(found.thumbnail).toBe(null)
  })

  it.each([
    ['%PDF-1.7\n%\u00e2\u00e3', 'application/pdf'],
    ['hello, world\n', 'text/plain'],
    ['Grüße, 世界', 'text/plain'],
    ['a,b\r\n1,2', 'text/plain'],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
    ['<?xml version="1.0"?>\n<!-- x -->\n<svg/><svg >', 'image/svg+xml'],
    ['<!DOCTYPE html><p>x', 'text/html'],
    ['<!-- a --> <script>alert(1)</script>', 'text/html'],
    ['\u0000\u0001\u0002\u0003', 'application/octet-stream'],
    ['', 'text/plain'],
  ])('is told by the bytes: %j', async (content, contentType) => {
    expect(await inspect(sent(content, 'photo.png'))).toEqual({ contentType, ...NOTHING_MORE })
  })

  it('is told by the bytes of sound and film', async () => {
    const ogg = Buffer.concat([
      Buffer.from('OggS'),
      Buffer.alloc(24),
      Buffer.from('OpusHead'),
      Buffer.alloc(50),
    ])
    expect((await inspect(sent(ogg))).contentType).toBe('audio/ogg')
    const mp4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(40)])
    expect((await inspect(sent(mp4))).contentType).toBe('video/mp4')
  })

  it('is no text when bytes in it are no characters', async () => {
    expect((await inspect(sent(Buffer.from([0x61, 0xff, 0xfe, 0x80])))).contentType).toBe(
      'application/octet-stream',
    )
  })
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createFileFetcher } from './fetch-file.ts'

let server: Server
let url = ''
beforeAll(async () => {
  server = createServer((request, response) => {
    switch (request.url) {
      case '/face%20one.png':
        response.end('a picture')
        return
      case '/moved':
        response.writeHead(302, { location: '/face%20one.png' }).end()
        return
      case '/large':
        response.end('x'.repeat(2_000))
        return
      case '/slow':
        response.write('x')
        return
      default:
        response.writeHead(404).end('nothing')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const open = { allowHttp: true, allowPrivate: ['127.0.0.0/8'], limit: 1_000, timeout: 500 }

describe('a file at an address', () => {
  it('is fetched', async () => {
    const fetcher = createFileFetcher(open)
    const file = await fetcher.fetch(`${url}/face%20one.png`)
    expect(file).toMatchObject({ name: 'face one.png', size: 9 })
    const parts: Uint8Array[] = []
    for await (const part of file?.read() ?? []) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe('a picture')
    await fetcher.close()
  })

  it.each(['/moved', '/large', '/slow', '/missing'])('is not there, for %s', async (path) => {
    const fetcher = createFileFetcher(open)
    expect(await fetcher.fetch(url + path)).toBe(null)
    await fetcher.close()
  })

  it('is not there when the address is inside the network, or none', async () => {
    const fetcher = createFileFetcher({ allowHttp: true })
    expect(await fetcher.fetch(`${url}/face%20one.png`)).toBe(null)
    expect(await fetcher.fetch('http://169.254.169.254/latest/meta-data')).toBe(null)
    expect(await fetcher.fetch('file:///etc/passwd')).toBe(null)
    expect(await fetcher.fetch('not an address')).toBe(null)
    await fetcher.close()
  })
})

import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { blobStoreContract, fixtureId, type OpenBlobStore } from '@parlance/core/testing'
import S3rver from 's3rver'
import { createDiskBlobStore } from './disk-blob-store.ts'
import { createS3BlobStore } from './s3-blob-store.ts'

const API = { afterAll, beforeAll, describe, expect, it }

const newDirectory = () => mkdtemp(join(tmpdir(), 'parlance-blobs-'))

const key = { organizationId: fixtureId<'organization'>(1), name: 'a-name' }

const bytes = async function* (text: string) {
  yield Buffer.from(text)
}

describe('on disk', () => {
  blobStoreContract(API, async () => {
    const directory = await newDirectory()
    return {
      store: createDiskBlobStore({ directory: join(directory, 'blobs') }),
      close: () => rm(directory, { recursive: true }),
    }
  })

  it('leaves nothing unfinished behind, and removes what a crash left', async () => {
    const directory = await newDirectory()
    const unfinished = join(directory, '.unfinished')
    await createDiskBlobStore({ directory }).put(key, bytes('abc'), { contentType: 'text/plain', size: 3 })
    await expect(
      createDiskBlobStore({ directory }).put(key, bytes('abc'), { contentType: 'text/plain', size: 9 }),
    ).rejects.toThrow('3 bytes, and not 9')
    expect(await readdir(unfinished)).toEqual([])
    await writeFile(join(unfinished, 'old'), 'x')
    await writeFile(join(unfinished, 'young'), 'x')
    await utimes(join(unfinished, 'old'), 1, 1)
    await createDiskBlobStore({ directory }).put(key, bytes('abc'), { contentType: 'text/plain', size: 3 })
    expect(await readdir(unfinished)).toEqual(['young'])
    await rm(directory, { recursive: true })
  })

  it.each(['../../etc/passwd', 'a/b', '', 'x'.repeat(201), 'a.b'])('takes no key like %j', async (name) => {
    const directory = await newDirectory()
    const store = createDiskBlobStore({ directory })
    await expect(store.open({ ...key, name })).rejects.toThrow('no key')
    await expect(store.delete({ ...key, name })).rejects.toThrow('no key')
    await rm(directory, { recursive: true })
  })
})

const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
const BUCKET = 'parlance'

const openS3 = async (): Promise<OpenBlobStore> => {
  const directory = await newDirectory()
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory })
  const { port } = await server.run()
  const endpoint = `http://127.0.0.1:${port}`
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: CREDENTIALS,
  })
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }))
  client.destroy()
  const store = createS3BlobStore({
    bucket: BUCKET,
    region: 'us-east-1',
    endpoint,
    pathStyle: true,
    credentials: CREDENTIALS,
  })
  return {
    store,
    close: async () => {
      store.close()
      await server.close()
      await rm(directory, { recursive: true })
    },
  }
}

describe('on a store that speaks S3', () => {
  blobStoreContract(API, openS3)

  it('gives up on a store that never answers', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const store = createS3BlobStore({
      bucket: BUCKET,
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      pathStyle: true,
      credentials: CREDENTIALS,
      timeout: 200,
    })
    await expect(store.delete(key)).rejects.toThrow()
    await expect(store.open(key)).rejects.toThrow()
    store.close()
    silent.closeAllConnections()
    await new Promise((resolve) => silent.close(resolve))
  })
})

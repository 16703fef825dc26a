import { describe, expect, it } from '@jest/globals'
import { StorageUnavailable, tellingUnavailable } from './storage-unavailable.ts'

const failing = (error: unknown) => tellingUnavailable({ queries: { list: () => Promise.reject(error) } })

describe('a storage whose database fails', () => {
  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
    Object.assign(new Error('connection failure'), { code: '08006' }),
    Object.assign(new Error('lost'), { code: 'storage/commit-unknown' }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('is unavailable, after %s', async (error) => {
    const found = await failing(error)
      .queries.list()
      .catch((thrown: unknown) => thrown)
    expect(found).toBeInstanceOf(StorageUnavailable)
    expect(found).toMatchObject({ code: 'storage/unavailable', cause: error })
  })

  it('took too long, when the statement did', async () => {
    const error = Object.assign(new Error('canceling statement'), { code: '57014' })
    await expect(failing(error).queries.list()).rejects.toMatchObject({
      code: 'storage/timed-out',
      cause: error,
    })
  })

  it.each([Object.assign(new Error('unique'), { code: '23505' }), new TypeError('Not a cursor')])(
    'passes on %s as it is',
    async (error) => {
      await expect(failing(error).queries.list()).rejects.toBe(error)
    },
  )

  it('answers as before where nothing fails', async () => {
    const ports = tellingUnavailable({
      sync: (n: number) => n + 1,
      nested: { later: async () => 'done' },
      name: 'x',
    })
    expect(ports.sync(1)).toBe(2)
    expect(await ports.nested.later()).toBe('done')
    expect(ports.name).toBe('x')
  })
})

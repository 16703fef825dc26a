import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { type BinaryType, type BinaryValue, binaryList } from './binary-lists.ts'

const LISTS: Readonly<Record<BinaryType, readonly BinaryValue[]>> = {
  boolean: [true, false, null],
  integer: [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), null],
  bigint: [0, 1, -1, 2 ** 32, -(2 ** 32) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null],
  text: ['', 'plain', '{"quoted, and {braced}"}', 'Grüße, 世界 👋', 'x'.repeat(200_000), null],
  json: [{ deep: { list: [1, null, 'é'] } }, [], null],
  // Longer than any before, so that the list grows within it.
  jsonb: [{ b: 1, a: 'é' }, ['x'], {}, ['x'.repeat(500_000)], null],
  timestamptz: [0, 1, -1, Date.UTC(2026, 10, 21, 9, 30, 0, 123), Date.UTC(1999, 11, 31), null],
  xid: ['3', '2147483648', '4294967295', null],
  uuid: ['00000000-0000-0000-0000-000000000000', '019abcde-F012-7345-89ab-cdef01234567', null],
}

describe.each(['embedded', 'postgres'] as const)('on %s, a list in binary form', (where) => {
  let test: TestStorage
  beforeAll(async () => {
    test = await openTestStorage(where)
  })
  afterAll(async () => {
    await test.close()
  })

  it.each(Object.entries(LISTS) as [BinaryType, readonly BinaryValue[]][])(
    'arrives as it was sent: %s',
    async (type, values) => {
      const { rows } = await test.database.pool.query(`select * from unnest($1::${type}[]) as row (value)`, [
        binaryList(type, values),
      ])
      const expected = type === 'uuid' ? values.map((id) => id && String(id).toLowerCase()) : values
      expect(rows.map(({ value }) => value)).toEqual(expected)
    },
  )

  it('may be empty', async () => {
    const { rows } = await test.database.pool.query('select * from unnest($1::uuid[])', [
      binaryList('uuid', []),
    ])
    expect(rows).toEqual([])
  })
})

describe('what is no UUID', () => {
  it.each(['', 'x', '019abcde-f012-7345-89ab-cdef0123456', '019abcde-f012-7345-89ab-cdef0123456g'])(
    'is not written as one: %j',
    (id) => {
      expect(() => binaryList('uuid', [id])).toThrow('Not a UUID')
    },
  )
})
